import { describe, expect, test } from 'vitest';
import { boundPoint, chart, placeX, placeY, scaleOf } from '#src/demos/elbo/draw.ts';
import { epsilons, fields, latents, sampleCount, type ElboState } from '#src/demos/elbo/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const begin: ElboState = { d: [[[0.5, 0.5]]], model: 'vae-mnist', k: '50', n: 0 };

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: ElboState = { d: [], model: 'vae-mnist-2', k: '500', n: 12 };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test.each(['k=3', 'model=ae-mnist', 'n=1000', 'd=!'])('with %s is passed over', (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  });
});

test('the draws are the same again, others for another n', () => {
  expect(epsilons(2, 40)).toHaveLength(40 * sampleCount);
  expect(epsilons(2, 40)).toEqual(epsilons(2, 40));
  expect(epsilons(2, 2)).not.toEqual(epsilons(3, 2));
});

test('latents are the mean, then mean and deviation times each draw', () => {
  const z = latents([1, -1], [0, 2 * Math.log(3)], Float32Array.of(0.5, 1, -1, 0));
  for (const [i, value] of [1, -1, 1.5, 2, 0, -1].entries()) expect(z[i]).toBeCloseTo(value, 6);
  expect(z).toHaveLength(6);
});

test('the chart holds all points with their errors, and the ELBO', () => {
  const points = [
    boundPoint(1, { value: -92, standardError: 0.5, groups: 500 }),
    boundPoint(500, { value: -86, standardError: undefined, groups: 1 }),
  ];
  expect(points[0]).toEqual({ k: 1, nats: 92, reach: 1 });
  expect(points[1]!.reach).toBe(0);
  const scale = scaleOf(points, 92.1);
  expect(scale.from).toBeLessThan(86);
  expect(scale.to).toBeGreaterThan(93);
  expect(placeX(1)).toBe(0);
  expect(placeX(500)).toBe(chart.width);
  expect(placeY(scale.from, scale)).toBe(chart.height);
});
