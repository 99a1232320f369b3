import { describe, expect, test } from 'vitest';
import {
  arithmetic,
  distance,
  fields,
  filled,
  inkOf,
  itemText,
  latentDim,
  meanCode,
  mostItems,
  pens,
  presetNames,
  presetOf,
  readable,
  shears,
  slantOf,
  strokesOf,
  triples,
  withDrawing,
  type LatentArithmeticState,
} from '#src/demos/latent-arithmetic/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import { normalize } from '#src/draw/normalize.ts';

const empty: LatentArithmeticState = { d: [], a: [], b: [], c: [], s: 1 };
const begin = filled(empty, 'thick');
const drawing = [[[0.5, 0.25] as const, [0.5, 0.75] as const]];

describe('a link', () => {
  test('gives back what the reader saw', () => {
    const state: LatentArithmeticState = {
      d: [],
      a: [{ digit: 3, slant: 'l', pen: 'k' }],
      b: [],
      c: [{ digit: 0, slant: 'r', pen: 't' }],
      s: -1.35,
    };
    expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  });

  test.each(['a=3xk', 'a=3u', 's=2.5', `c=${'1um'.repeat(mostItems + 1)}`])(
    'with %s is passed over',
    (text) => {
      expect(readState(fields, text, begin)).toEqual(begin);
    },
  );

  test('that names a drawing which it does not bring goes without', () => {
    const state = readable(readState(fields, 'a=dum3ut&c=dlk', begin));
    expect([state.a.map(itemText), state.c]).toEqual([['3ut'], []]);
  });
});

describe('the reader’s digit', () => {
  test('becomes the base, of presets too, and leaves with its drawing', () => {
    const own = withDrawing(begin, drawing);
    expect(own.c.map(itemText)).toEqual(['dum']);
    expect(filled(own, 'slanted').c.map(itemText)).toEqual(['dum']);
    expect(withDrawing(own, []).c).toEqual([]);
  });

  test('stays where it was put', () => {
    const put = { ...begin, d: drawing, a: [{ digit: 'd', slant: 'l', pen: 't' } as const] };
    expect(withDrawing(put, [...drawing, ...drawing]).c).toEqual(begin.c);
  });
});

test('a preset is known as long as its baskets are as it filled them', () => {
  for (const name of presetNames) expect(presetOf({ ...filled(empty, name), s: -2 })).toBe(name);
  expect(presetOf({ ...begin, b: begin.b.slice(1) })).toBeUndefined();
});

const code = (value: number) => Array<number>(latentDim).fill(value);

test('means, sums and triples are what they are by hand', () => {
  expect(meanCode([code(1), code(4)])).toEqual(code(2.5));
  expect(meanCode([])).toEqual(code(0));
  expect(arithmetic({ a: code(3), b: code(1), c: code(10) }, -0.5)).toEqual(code(9));
  expect(distance(code(3), code(1))).toBeCloseTo(2 * Math.sqrt(latentDim), 12);
  const codes = { a: [code(1), code(2), code(3)], b: [code(4), code(5)], c: [] };
  expect(triples(codes)).toEqual([
    { a: code(1), b: code(4), c: code(0) },
    { a: code(2), b: code(5), c: code(0) },
    { a: code(3), b: code(4), c: code(0) },
  ]);
  expect(triples({ a: [], b: [], c: [] })).toEqual([]);
});

test('the mean of single results is the result of the means, where the baskets are of one size', () => {
  const random = (seed: number) => Array.from({ length: latentDim }, (_, k) => Math.sin(seed + 7 * k));
  const codes = { a: [random(1), random(2)], b: [random(3), random(4)], c: [random(5), random(6)] };
  const means = { a: meanCode(codes.a), b: meanCode(codes.b), c: meanCode(codes.c) };
  const singly = meanCode(triples(codes).map((triple) => arithmetic(triple, 0.7)));
  for (const [k, value] of arithmetic(means, 0.7).entries()) expect(value).toBeCloseTo(singly[k]!, 12);
});

test('slant and pen of a drawing are what is measured of its image', () => {
  const image = (slant: keyof typeof shears, pen: keyof typeof pens) =>
    normalize(strokesOf({ digit: 'd', slant }, [], drawing), pens[pen]);
  const angle = (slant: keyof typeof shears) => slantOf(image(slant, 'm'));
  // An upright line leans as its pen path is sheared, a little less for the width of the pen.
  expect(angle('u')).toBeCloseTo(0, 6);
  expect(Math.abs(angle('r') - (180 / Math.PI) * Math.atan(shears.r))).toBeLessThan(2.5);
  expect(angle('l')).toBeCloseTo(-angle('r'), 0);
  expect(inkOf(image('u', 't'))).toBeLessThan(0.7 * inkOf(image('u', 'm')));
  expect(inkOf(image('u', 'k'))).toBeGreaterThan(1.3 * inkOf(image('u', 'm')));
});

test('an example is found by its digit', () => {
  const examples = [{ label: 3, strokes: drawing }];
  expect(strokesOf({ digit: 3, slant: 'u' }, examples, [])).toEqual(drawing);
  expect(strokesOf({ digit: 4, slant: 'u' }, examples, [])).toEqual([]);
});
