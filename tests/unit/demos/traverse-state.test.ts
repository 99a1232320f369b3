import { describe, expect, it } from 'vitest';
import {
  byInformation,
  drawStart,
  factors,
  fields,
  measured,
  moved,
  placedAt,
  stepValue,
  stripCodes,
  toldBy,
  toldOf,
  type Latent,
} from '#src/demos/traverse/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const defaults = { model: '2', s: [1, 3, 20, 16, 16], z: undefined, k: -1 } as const;
const z = [0.1, -2.25, 3.02, 0, 0, 1, -1, 0.5];

describe('a link', () => {
  it('keeps the model, the shape, the code and the latent that moves', () => {
    const state = { model: '4', s: [2, 5, 39, 0, 31], z, k: 2 } as const;
    const text = writeState(fields, state, defaults);
    expect(text).toBe('model=4&s=2,5,39,0,31&z=0.1,-2.25,3.02,0,0,1,-1,0.5&k=2');
    expect(readState(fields, text, defaults)).toEqual(state);
    expect(writeState(fields, defaults, defaults)).toBe('');
  });

  it.each([
    's=3,0,0,0,0', // there are three shapes
    's=0,0,40,0,0',
    's=0,0,0,0',
    's=0,0,0,0,0,0',
    's=0,0.5,0,0,0',
    'z=1,2,3',
    'z=1,2,3,4,5,6,7,99',
    'z=1,2,3,4,5,6,7,x',
    'model=6',
    'k=8',
  ])('is passed over where it says %s', (text) => {
    expect(readState(fields, text, defaults)).toEqual(defaults);
  });
});

describe('the shape', () => {
  it('is put where the finger is, or as near as it may lie', () => {
    const at = (x: number, y: number) => placedAt(defaults.s, [x, y]).slice(3);
    expect(at(0.5, 0.25)).toEqual([16, 0]); // 16 px lies between 15 and 16; 8 px is a quarter short of the first
    expect(at(-1, 2)).toEqual([0, 31]);
    const [column, row] = at(0.6, 0.4);
    expect(Math.abs(factors[3]!.values[column!]! - 0.6 * 32)).toBeLessThanOrEqual(0.25);
    expect(Math.abs(factors[4]!.values[row!]! - 0.4 * 32)).toBeLessThanOrEqual(0.25);
  });

  it('is measured as it was drawn', () => {
    const ellipse = measured(drawStart([1, 5, 5, 10, 20])); // turned by 45°
    expect(ellipse.area / (Math.PI * 7.6 * 4.4)).toBeCloseTo(1, 1);
    expect(ellipse.x).toBeCloseTo(factors[3]!.values[10]!, 1);
    expect(ellipse.y).toBeCloseTo(factors[4]!.values[20]!, 1);
    expect(ellipse.direction).toBeCloseTo(45, 0);
    // A square has no longer axis; a heart is a little wider than high.
    expect(measured(drawStart([0, 3, 7, 10, 20])).direction).toBeUndefined();
    const heart = measured(drawStart([2, 3, 0, 10, 20]));
    expect(Math.abs(heart.direction!)).toBeLessThan(2);
    expect(heart.elongation).toBeLessThan(ellipse.elongation);
  });
});

describe('a strip', () => {
  it('moves one latent from −3 to 3 and leaves the others', () => {
    const codes = stripCodes(z, 2);
    expect(codes).toHaveLength(64);
    for (let step = 0; step < 8; step++) {
      const row = [...codes.subarray(8 * step, 8 * step + 8)];
      expect(row).toEqual(moved(z, 2, stepValue(step)).map(Math.fround));
    }
    expect(codes[2]).toBe(-3);
    expect(codes[58]).toBe(3);
  });
});

describe('what latents tell', () => {
  const latent = (kl: number, ...information: number[]): Latent => ({
    kl,
    deviation: 1,
    collapsed: false,
    information,
  });
  const latents = [latent(0.1, 0.02, 0.03), latent(3, 0.1, 0.8), latent(2, 0.5, 0.7)];

  it('puts the most informative first', () => {
    expect(byInformation(latents)).toEqual([1, 2, 0]);
    expect(toldBy(latents[2]!).map(({ of }) => of)).toEqual([1, 0]);
    expect(toldOf(latents, 1)).toEqual([
      { of: 1, share: 0.8 },
      { of: 2, share: 0.7 },
      { of: 0, share: 0.03 },
    ]);
  });
});
