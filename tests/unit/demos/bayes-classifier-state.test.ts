import { expect, test } from 'vitest';
import { bayesClasses } from '#scripts/metrics/classification.ts';
import { logMeanExp } from '#scripts/metrics/log-probability.ts';
import {
  axisStart,
  blackAndWhite,
  fields,
  filled,
  judge,
  shownImage,
  softmax,
  uniformPrior,
  withPrior,
  type BayesState,
} from '#src/demos/bayes-classifier/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const begin: BayesState = {
  d: [[[0.5, 0.5]]],
  source: 'drawing',
  seed: 1,
  change: 'none',
  prior: uniformPrior,
  refused: 3,
};

test('a link gives back what the reader saw, its prior summing to 1', () => {
  const state: BayesState = {
    d: [],
    source: 'noise',
    seed: 77,
    change: 'shifted',
    prior: withPrior(uniformPrior, 9, 0.5),
    refused: 0,
  };
  const { prior, ...read } = readState(fields, writeState(fields, state, begin), begin);
  expect({ ...read, prior: state.prior }).toEqual(state);
  expect(Math.max(...prior.map((share, digit) => Math.abs(share - state.prior[digit]!)))).toBeLessThan(5e-4);
  expect(prior.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
});

test.each([
  'source=letter',
  'change=bent',
  'seed=-1',
  'refused=8',
  'prior=1,2',
  'prior=0,0,0,0,0,0,0,0,0,0',
  'prior=2,0,0,0,0,0,0,0,0,0',
])('a link with %s is passed over', (text) => {
  expect(readState(fields, text, begin)).toEqual(begin);
});

test('one digit’s share leaves the others their proportions, and the sum at 1', () => {
  const heavy = withPrior([0.4, 0.3, 0.2, 0.1], 0, 0.7);
  expect(heavy.map((share) => share.toFixed(4))).toEqual(['0.7000', '0.1500', '0.1000', '0.0500']);
  expect(withPrior(withPrior(uniformPrior, 4, 1), 4, 0.1).map((share) => share.toFixed(4))).toEqual(
    Array(10).fill('0.1000'),
  );
});

test('Bayes’ rule is the workshop’s', () => {
  const likelihoods = [-80, -71, -70.5, -95, -1200, -300, -72, -75, -90, -100];
  const prior = withPrior(uniformPrior, 1, 0.5);
  const { likeliest, evidence, posterior } = judge(likelihoods, uniformPrior);
  expect(evidence).toBeCloseTo(logMeanExp(likelihoods), 10);
  expect(posterior.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  const ofClasses = likelihoods.map((value) => Float64Array.of(value));
  expect(likeliest).toBe(bayesClasses(ofClasses)[0]);
  expect(judge(likelihoods, prior).likeliest).toBe(bayesClasses(ofClasses, prior)[0]);
  expect(likeliest).not.toBe(judge(likelihoods, prior).likeliest);
  // A digit that is never written is never chosen, however well it would fit.
  const never = judge(likelihoods, withPrior(uniformPrior, 2, 0));
  expect(never.posterior[2]).toBe(0);
  expect(never.joint[2]).toBe(Number.NEGATIVE_INFINITY);
});

test('softmax neither overflows nor vanishes', () => {
  expect(softmax([1000, 1000, -1000]).map((share) => share.toFixed(9))).toEqual(['0.500000000', '0.500000000', '0.000000000']); // prettier-ignore
});

test('images are turned, moved and inverted as those that the cards are measured on', () => {
  const corner = new Float32Array(784);
  corner[2 * 28 + 5] = 1;
  const inkAt = (image: Float32Array) =>
    [...image.keys()].filter((i) => image[i] === 1).map((i) => [Math.floor(i / 28), i % 28]);
  const shown = (change: BayesState['change']) => shownImage(corner, { ...begin, change });
  expect(inkAt(shown('shifted'))).toEqual([[6, 9]]);
  // images[row][column] = images[column][27 − row], of scripts/recipes/strangers.ts
  expect(inkAt(shown('turned'))).toEqual([[22, 2]]);
  expect(inkAt(shown('inverted'))).toHaveLength(783);
  expect(inkAt(shownImage(corner, { ...begin, source: 'dot' }))).toEqual([[13, 13], [13, 14], [14, 13], [14, 14]]); // prettier-ignore
  const noise = shownImage(corner, { ...begin, source: 'noise' });
  expect(inkAt(noise).length).toBeGreaterThan(330);
  expect(inkAt(noise).length).toBeLessThan(450);
  expect([...blackAndWhite(Float32Array.of(0.49, 0.5, 1))]).toEqual([0, 1, 1]);
});

test('the axis of the logarithms holds what is likeliest, and stays where it is for drawings', () => {
  expect(axisStart([-55, -120])).toBe(-150);
  expect(axisStart([-1241, -1500])).toBeLessThan(-1241);
  expect(filled(-75, -150)).toBeCloseTo(0.5);
  expect(filled(-400, -150)).toBe(0);
  expect(filled(Number.NEGATIVE_INFINITY, -150)).toBe(0);
});
