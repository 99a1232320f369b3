import { describe, expect, test } from 'vitest';
import { chart, chartPlace, sameElbo } from '#src/demos/beta/draw.ts';
import {
  fields,
  modelOf,
  priorCount,
  priorLatents,
  variances,
  type BetaState,
} from '#src/demos/beta/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const begin: BetaState = { d: [[[0.5, 0.5]]], to: '4', from: '0', n: 0 };

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: BetaState = { d: [], to: '0.25', from: '8', n: 41 };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test.each(['to=3', 'from=0.5', 'n=1000', 'n=-1', 'n=0.5', 'd=!'])('with %s is passed over', (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  });
});

test('models are named after their β as their folders are', () => {
  expect(modelOf('0.25')).toBe('vae-mnist-2-beta-0-25');
  expect(modelOf('8')).toBe('vae-mnist-2-beta-8');
});

test('draws of the prior are ordinary, and the same again', () => {
  const draws = priorLatents(3);
  expect(draws).toHaveLength(2 * priorCount);
  expect(priorLatents(3)).toEqual(draws);
  expect(priorLatents(4)).not.toEqual(draws);
  const many = Array.from({ length: 300 }, (_, n) => [...priorLatents(n)]).flat();
  const mean = many.reduce((sum, value) => sum + value, 0) / many.length;
  const variance = many.reduce((sum, value) => sum + value ** 2, 0) / many.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(many.length));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / many.length));
});

test('a dimension in which all codes are the same has no variance', () => {
  expect(variances([1, 5, 3, 5, 5, 5, 7, 5])).toEqual([5, 0]); // numpy.var([1, 3, 5, 7])
});

test('on the line of one ELBO the sum of both terms is the same everywhere', () => {
  const balance = { kl: 6, reconstruction: 138 };
  const [[x0, y0], [x1, y1]] = sameElbo(balance) as unknown as [[number, number], [number, number]];
  const [x, y] = chartPlace(balance);
  // The place of the model lies on the line through both ends.
  expect((x - x0) * (y1 - y0)).toBeCloseTo((y - y0) * (x1 - x0), 6);
  for (const end of [x0, x1]) {
    expect(end).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(chart.width);
  }
  expect(chartPlace({ kl: 0, reconstruction: chart.reconstruction.from })).toEqual([0, chart.height]);
});
