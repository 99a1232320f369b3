import { describe, expect, it } from 'vitest';
import { accuracy, auroc, bayesClasses, purity, rSquared } from '#scripts/metrics/classification.ts';

describe('accuracy', () => {
  it('is the share of right decisions', () => {
    const { value, standardError, count } = accuracy([1, 2, 3, 4], [1, 2, 0, 4]);
    expect([value, count]).toEqual([0.75, 4]);
    expect(standardError).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 3), 12);
  });

  it('needs a prediction for each label', () => {
    expect(() => accuracy([1], [1, 2])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: accuracy: 1 predictions for 2 labels.]`,
    );
  });
});

it('Bayes’ rule weighs likelihoods by priors', () => {
  const likelihoods = [Float64Array.of(Math.log(0.5), -800), Float64Array.of(Math.log(0.4), -900)];
  expect([...bayesClasses(likelihoods)]).toEqual([0, 0]);
  expect([...bayesClasses(likelihoods, [0.4, 0.6])]).toEqual([1, 0]); // 0.5 · 0.4 < 0.4 · 0.6
});

it('purity of the clusters of Manning et al. 2008, figure 16.4, is 12/17', () => {
  const clusters = [...'11111122222233333'];
  const labels = [...'xxxxoxooooxdxxddd']; // x: 5, 1, 2 · o: 1, 4, 0 · d: 0, 1, 3
  expect(
    purity(
      clusters.map(Number),
      labels.map((label) => label.charCodeAt(0)),
    ),
  ).toBeCloseTo(12 / 17, 12);
});

describe('AUROC', () => {
  it('counts pairs in the right order, ties by half', () => {
    // Positives 3, 2, 1 against negatives 2, 0: 3 wins both, 2 ties and wins, 1 loses and wins: 4.5 of 6.
    const { value, standardError, count } = auroc(Float64Array.of(3, 2, 1), Float64Array.of(2, 0));
    expect(value).toBeCloseTo(0.75, 12);
    expect(count).toBe(5);
    // Placements 1, 3/4, 1/2 with variance 1/16, and 1/2, 1 with variance 1/8 (DeLong et al. 1988): 1/48 + 1/16.
    expect(standardError).toBeCloseTo(Math.sqrt(1 / 48 + 1 / 16), 12);
  });

  it('is 1 for separated scores and a half for equal ones', () => {
    expect(auroc(Float64Array.of(5, 6), Float64Array.of(1, 2)).value).toBe(1);
    expect(auroc(Float64Array.of(1, 2), Float64Array.of(5, 6)).value).toBe(0);
    expect(auroc(Float64Array.of(1, 1), Float64Array.of(1, 1)).value).toBe(0.5);
  });
});

it('R² compares with the mean', () => {
  // Truth 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14. Errors 1, 0, 0, 1.
  expect(rSquared([2, 2, 3, 5], [1, 2, 3, 6])).toBeCloseTo(1 - 2 / 14, 12);
  expect(rSquared([3, 3, 3, 3], [1, 2, 3, 6])).toBe(0);
});
