import { describe, expect, it } from 'vitest';
import {
  byUsage,
  codesField,
  codesTensor,
  drawn,
  drawnApart,
  drawsOf,
  fields,
  frequencyLogits,
  likeliest,
  natsOf,
  nextSeed,
  perplexity,
  probabilitiesAt,
  uniformNats,
  usageOf,
  withCode,
  type CodebookState,
} from '#src/demos/codebook/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const defaults: CodebookState = {
  d: [[[0.5, 0.5]]],
  c: undefined,
  pen: 56,
  place: 24,
  rows: 3,
  t: 1,
  seed: 1,
  grids: 1,
  show: 'codes',
};
const codes = Array.from({ length: 49 }, (_, place) => (place * 5) % 64);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('a link', () => {
  it('keeps the grid, a letter for each code', () => {
    const state: CodebookState = { ...defaults, c: codes, pen: 63, rows: 0, t: 0.35, show: 'nats' };
    const text = writeState(fields, state, defaults);
    expect(text).toContain('c=AFKPUZejoty3');
    expect(readState(fields, text, defaults)).toEqual(state);
  });

  it.each(['c=AB', `c=${'A'.repeat(48)}!`, 'pen=64', 'place=49', 'rows=7', 't=0.1', 'seed=0', 'show=all'])(
    'is passed over where it says %s',
    (text) => {
      expect(readState(fields, text, defaults)).toEqual(defaults);
    },
  );

  it('says with a full stop that the codes are those of the drawing', () => {
    expect(codesField.write(undefined)).toBe('.');
    expect(codesField.read('.')).toBeUndefined();
  });
});

describe('a grid', () => {
  it('is fed row by row, and several one after another', () => {
    const { data, shape } = codesTensor([codes, codes]);
    expect(shape).toEqual([2, 7, 7]);
    expect([...data.subarray(49)]).toEqual(codes);
  });

  it('is another array only where a code changes', () => {
    expect(withCode(codes, [0, 64 - 64], codes[0]!)).toBe(codes);
    const next = withCode(codes, [3, 4], 9);
    expect(next.flatMap((code, place) => (code === codes[place] ? [] : [place]))).toEqual([3, 4]);
  });
});

describe('usage', () => {
  const counts = new Float32Array(49 * 64);
  for (let place = 0; place < 49; place++) counts.set([60, 20, 20], place * 64 + 10);

  it('is summed over the places, and the codes put in its order', () => {
    const usage = usageOf(counts);
    expect(usage.slice(9, 14)).toEqual([0, 49 * 60, 49 * 20, 49 * 20, 0]);
    expect(byUsage(usage).slice(0, 3)).toEqual([10, 11, 12]);
  });

  it('has the perplexity of as many codes, where all are used alike', () => {
    expect(perplexity(Array<number>(64).fill(3))).toBeCloseTo(64, 10);
    expect(perplexity([1, 1, 0, 0])).toBeCloseTo(2, 10);
    // exp of the entropy of 3/5, 1/5, 1/5
    expect(perplexity(usageOf(counts))).toBeCloseTo(0.6 ** -0.6 * 0.2 ** -0.4, 10);
  });

  it('gives each code a probability, even one that never occurs', () => {
    const shares = probabilitiesAt(frequencyLogits(counts), 48);
    expect(shares[10]).toBeCloseTo(60.5 / (100 + 32), 6);
    expect(shares[0]).toBeCloseTo(0.5 / 132, 6);
  });
});

describe('what a grid costs', () => {
  it('is ln 64 a place where all codes are as likely', () => {
    expect(total(natsOf(codes, new Float32Array(49 * 64)))).toBeCloseTo(uniformNats, 4);
    expect(uniformNats).toBeCloseTo(49 * 6 * Math.LN2, 10);
  });

  it('is little where the logits name its codes', () => {
    const logits = new Float32Array(49 * 64);
    for (const [place, code] of codes.entries()) logits[place * 64 + code] = Math.log(63); // one in two
    for (const nats of natsOf(codes, logits)) expect(nats).toBeCloseTo(Math.LN2, 5);
    expect(likeliest(logits, 2, 2)[0]).toEqual({ code: 10, share: expect.closeTo(0.5, 5) as number });
    // At temperature 1/2 the odds of 63 to 63 become 63² to 63.
    expect(probabilitiesAt(logits, 2, 0.5)[10]).toBeCloseTo(63 / 64, 5);
  });
});

describe('drawing', () => {
  it('takes the code in whose share of [0, 1) the number lies', () => {
    expect([0, 0.49, 0.5, 0.74, 0.99].map((uniform) => drawn([0.5, 0.25, 0.25], uniform))).toEqual([
      0, 0, 1, 1, 2,
    ]);
    expect(drawn([0.3, 0.3, 0.3], 0.95)).toBe(2);
  });

  it('is the same for the same seed, and another for the next', () => {
    expect(drawsOf(7, 4)).toEqual(drawsOf(7, 4));
    expect([...drawsOf(7).slice(0, 3)]).not.toEqual([...drawsOf(8).slice(0, 3)]);
    expect(drawsOf(7, 4)).toHaveLength(4 * 49);
    expect(nextSeed(999_999)).toBe(1);
  });

  it('draws codes in proportion, place by place', () => {
    const logits = new Float32Array(49 * 64).fill(-50);
    for (let place = 0; place < 49; place++) logits.set([Math.log(3), 0], place * 64 + 20); // three to one
    const found = Array.from({ length: 60 }, (_, seed) => drawnApart(logits, seed + 1)).flat(2);
    expect(new Set(found)).toEqual(new Set([20, 21]));
    // 60 · 4 · 49 draws: five standard errors are 0.02.
    expect(Math.abs(found.filter((code) => code === 20).length / found.length - 0.75)).toBeLessThan(0.02);
  });
});
