import { expect, it } from 'vitest';
import { codeLikelihood, placeFrequencies } from '#scripts/metrics/code-likelihood.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';

/** All 27 grids of three places with three kinds of codes. */
const images = Uint8Array.from({ length: 81 }, (_, at) => Math.floor(Math.floor(at / 3) / 3 ** (at % 3)) % 3);
const split = { images, labels: new Uint8Array(27), count: 27 };

it('the likelihood of every grid there is sums to one, and is the product of its conditionals', async () => {
  // The logit of a code is its number times the sum of the codes before it: a chain rule written out by hand.
  const values = await codeLikelihood(split, async ({ data, shape: [rows] }) => ({
    data: Float32Array.from({ length: rows! * 9 }, (_, at) => {
      const [place, row] = [Math.floor(at / 3) % 3, Math.floor(at / 9)];
      const before = [...data.subarray(3 * row, 3 * row + place)].reduce<number>(
        (sum, code) => sum + Number(code),
        0,
      );
      return (at % 3) * before;
    }),
    shape: [rows!, 3, 3],
  }));
  expect(logSumExp(values)).toBeCloseTo(0, 12);
  const grid = [...Array(27).keys()].find((row) => images.subarray(3 * row, 3 * row + 3).join() === '1,0,2')!;
  // p(1) = 1/3; then logits 0, 1, 2 twice: p(0) = 1 / (1 + e + e²), p(2) = e² / (1 + e + e²).
  const all = 1 + Math.E + Math.E ** 2;
  expect(values[grid]).toBeCloseTo(Math.log(1 / 3) + Math.log(1 / all) + Math.log(Math.E ** 2 / all), 6);
});

it('the frequencies of codes are counted at each place, with half a grid of each kind added', () => {
  const three = { images: Uint8Array.of(0, 1, 0, 1, 2, 1), labels: new Uint8Array(3), count: 3 };
  expect([...placeFrequencies(three, 3)].map(Math.exp)).toEqual(
    [2.5, 0.5, 1.5, 0.5, 3.5, 0.5].map((times) => expect.closeTo(times / 4.5, 6)),
  );
});
