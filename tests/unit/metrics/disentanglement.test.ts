import { describe, expect, it } from 'vitest';
import {
  factorVaeScore,
  informationGap,
  informationGapError,
  mutualInformation,
  type FactorCodes,
} from '#scripts/metrics/disentanglement.ts';
import {
  measuredCodes,
  momentCodes,
  randomLinearCodes,
  trueFactorCodes,
} from '#scripts/metrics/disentanglement-opponents.ts';
import { meanAndDeviation } from '#scripts/metrics/statistics.ts';
import { seededRandomStream } from '#scripts/random.ts';

/** Every combination of factors once, coded by `code`. */
function grid(
  factorSizes: readonly number[],
  code: (factors: readonly number[]) => readonly number[],
): FactorCodes {
  const combinations = factorSizes.reduce<number[][]>(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, value) => [...row, value])),
    [[]],
  );
  const codes = combinations.map(code);
  return {
    z: { data: Float32Array.from(codes.flat()), shape: [codes.length, codes[0]!.length] },
    factors: Uint8Array.from(combinations.flat()),
    factorSizes,
  };
}

const entropyOf = (...p: number[]) => -p.reduce((sum, q) => sum + q * Math.log(q), 0);

describe('mutual information', () => {
  it('of a table by hand', () => {
    // Joint counts [[3, 1], [1, 3]] of 8: ln 2 − H(1/4).
    const a = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const b = Uint8Array.of(0, 0, 0, 1, 0, 1, 1, 1);
    expect(mutualInformation(a, 2, b, 2)).toBeCloseTo(Math.LN2 - entropyOf(0.25, 0.75), 12);
  });

  it('is the entropy for a copy and nothing for a constant', () => {
    const values = Uint8Array.of(0, 1, 2, 0, 1, 2);
    expect(mutualInformation(values, 3, values, 3)).toBeCloseTo(Math.log(3), 12);
    expect(mutualInformation(values, 3, new Uint8Array(6), 20)).toBeCloseTo(0, 12);
  });
});

describe('the mutual information gap', () => {
  it('is 1 for a code that is the factors, in any order, sign and scale', () => {
    const { value, gaps, ceiling } = informationGap(grid([3, 4], ([a, b]) => [-10 * b!, 0.1 * a! + 7]));
    expect(value).toBeCloseTo(1, 12);
    expect(gaps).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect(ceiling).toBe(1);
  });

  it('is 0 where two dimensions say the same, or nothing', () => {
    expect(informationGap(grid([4, 5], ([a, b]) => [a!, a!, b!, b!])).value).toBeCloseTo(0, 12);
    expect(informationGap(grid([4, 5], () => [3, 8])).value).toBeCloseTo(0, 12);
  });

  it('is as by hand where a second dimension knows a part', () => {
    // Factors a and b, binary, and a third of four values, r. The first dimension is a; the second is a, but for
    // r = 0, where it is 1 − a: it agrees three times in four. None of them tells of b; r is told of by none alone.
    const codes = grid([2, 2, 4], ([a, , r]) => [a!, r === 0 ? 1 - a! : a!]);
    const { value, gaps, information } = informationGap(codes);
    const gap = entropyOf(0.25, 0.75) / Math.LN2; // 1 − (ln 2 − H(1/4)) / ln 2
    expect(gaps).toEqual([expect.closeTo(gap, 12), expect.closeTo(0, 12), expect.closeTo(0, 12)]);
    expect(value).toBeCloseTo(gap / 3, 12);
    expect(information[1]![0]).toBeCloseTo(1 - gap, 12);
  });

  describe('of the true factors of dSprites', () => {
    const sizes = [3, 6, 40, 32, 32]; // shapes, scales, orientations, places on two axes
    const ceiling = (1 + 1 + Math.log(20) / Math.log(40) + (2 * Math.log(20)) / Math.log(32)) / 5;

    it('is 0.896 on 10,000 images, under a ceiling of 0.908', () => {
      const random = seededRandomStream(1);
      const factors = Uint8Array.from({ length: 50_000 }, (_, at) => random.integer(sizes[at % 5]!));
      const found = informationGap({ z: trueFactorCodes(factors, 5), factors, factorSizes: sizes });
      expect(found.value).toBeCloseTo(0.896, 2);
      expect(found.ceiling).toBeCloseTo(0.908, 3);
      expect(Math.abs(found.ceiling - ceiling)).toBeLessThan(1e-3); // entropies are those of the images
    });

    it('is 0.902 on all images, where no factor tells of another by chance', () => {
      // 40 orientations fall into 20 bins by twos, and 32 places into 12 bins by twos and 8 alone: 1 − 3/4 · ln 2/ln 32.
      const short = informationGap(grid([3, 6, 40], (factors) => factors)).gaps;
      const place = informationGap(grid([32, 2], (factors) => factors)).gaps[0];
      expect(short).toEqual([1, 1, Math.log(20) / Math.log(40)].map((gap) => expect.closeTo(gap, 12)));
      expect(place).toBeCloseTo(0.85, 12);
    });
  });

  it('is almost nothing for noise', () => {
    const random = seededRandomStream(4);
    const noise = grid([10, 10, 100], () => [random.normal(), random.normal(), random.normal()]);
    expect(informationGap(noise).value).toBeLessThan(0.01);
  });
});

it('the gap’s bootstrap error is how much it varies over draws of images', () => {
  const random = seededRandomStream(8);
  const draw = () => {
    const factors = Uint8Array.from({ length: 1600 }, () => random.integer(4));
    const z = { data: Float32Array.from(factors, (value) => value + 0.5 * random.normal()), shape: [800, 2] };
    return { z, factors, factorSizes: [4, 4] };
  };
  const gaps = Array.from({ length: 60 }, () => informationGap(draw()).value);
  const deviation = meanAndDeviation(gaps).deviation;
  // Twenty resamples know a deviation to within 16 per cent, and 60 draws to within 9.
  expect(Math.abs(informationGapError(draw()) / deviation - 1)).toBeLessThan(0.5);
});

describe('the FactorVAE score', () => {
  it('is 1 for a code that is the factors', () => {
    const score = factorVaeScore(grid([3, 4, 5], ([a, b, c]) => [100 * c!, a!, -b!]));
    expect(score).toEqual({ value: 1, standardError: 0, count: 5000 });
  });

  it('is chance for noise', () => {
    const random = seededRandomStream(4);
    const noise = grid([10, 10, 50], () => [random.normal(), random.normal(), random.normal()]);
    expect(factorVaeScore(noise).value).toBeLessThan(0.4);
    expect(factorVaeScore(noise).value).toBeGreaterThan(0.28); // a third, since a dimension has one majority
  });

  it('is a half where two factors are turned into each other', () => {
    // Sum and difference vary alike whichever of the two is held, so either may vote.
    const { value } = factorVaeScore(grid([20, 20], ([a, b]) => [a! + b!, a! - b!]));
    expect(Math.abs(value - 0.5)).toBeLessThan(0.05);
  });

  it('gives collapsed dimensions no vote', () => {
    expect(factorVaeScore(grid([3, 4], ([a, b]) => [0, a!, 0.001 * b!, b!])).value).toBe(1);
    expect(factorVaeScore(grid([3, 4], () => [1, 2])).value).toBe(0);
  });
});

describe('codes that nothing was learned for', () => {
  // 3 × 3: full ink in the corner above left, half ink to the right of it.
  const image = { data: Float32Array.of(1, 0.5, 0, 0, 0, 0, 0, 0, 0), shape: [1, 9] };

  it('have moments as by hand', () => {
    // Centre x = 0.5/1.5 = 1/3; Σ ink (x − 1/3)² = 1/9 + 0.5 · 4/9 = 1/3.
    const expected = [1.5, 1 / 3, 0, 1 / 3, 0];
    for (const [at, value] of expected.entries()) {
      expect(momentCodes(image, 3).data[at]).toBeCloseTo(value, 6);
    }
  });

  it('measure the direction and the length of an axis', () => {
    // A diagonal stroke going down to the right: 45° in image coordinates, all of it on one axis.
    const diagonal = { data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shape: [1, 9] };
    const [area, x, y, direction, elongation] = measuredCodes(diagonal, 3).data;
    expect([area, x, y]).toEqual([3, 1, 1]);
    expect(direction).toBeCloseTo(Math.PI / 4, 6);
    expect(elongation).toBeCloseTo(1, 6);
    // A square has no longer axis.
    const square = { data: new Float32Array(9).fill(1), shape: [1, 9] };
    expect(measuredCodes(square, 3).data[4]).toBe(0);
  });

  it('are linear where they say so, and the same for a seed', () => {
    const doubled = { data: image.data.map((value) => 2 * value), shape: image.shape };
    const code = (x: typeof image, seed: number) => Array.from(randomLinearCodes(x, 4, seed).data, Number);
    const once = code(image, 1);
    expect(code(doubled, 1)).toEqual(once.map((value) => 2 * value));
    expect(new Set(once).size).toBe(4);
    expect(code(image, 2)).not.toEqual(once);
  });

  it('are the factors', () => {
    expect(trueFactorCodes(Uint8Array.of(1, 2, 3, 4), 2)).toEqual({
      data: Float32Array.of(1, 2, 3, 4),
      shape: [2, 2],
    });
  });
});
