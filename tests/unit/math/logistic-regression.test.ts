import { expect, test } from 'vitest';
import { fitLogisticRegression as fitInWorkshop } from '#scripts/metrics/logistic-regression.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { fitLogisticRegression } from '#src/math/logistic-regression.ts';

const classes = 10;
const penalty = 1;

/** Examples around a place for each class. */
function examples(count: number, dims: number, seed: number) {
  const random = seededRandomStream(1);
  const places = Float32Array.from({ length: classes * dims }, () => random.normal());
  const noise = seededRandomStream(seed);
  const labels = Array.from({ length: count }, (_, row) => (row * 7) % classes);
  const features = Float32Array.from(
    { length: count * dims },
    (_, at) => places[labels[Math.floor(at / dims)]! * dims + (at % dims)]! + noise.normal(),
  );
  return { features, labels };
}

test.each([
  [20, 64],
  [20, 784],
  [3, 64],
  [40, 5],
])('fits %i examples of %i dimensions as the workshop’s L-BFGS does', async (count, dims) => {
  const train = examples(count, dims, 2);
  const test = examples(50, dims, 3);
  const ours = await fitLogisticRegression(train.features, train.labels, penalty);
  // The workshop takes labels without gaps for granted: a bias without an example has no lowest point.
  const kinds = ours.labels.length;
  const workshop = await fitInWorkshop(
    { data: train.features, shape: [count, dims] },
    Uint8Array.from(train.labels, (label) => ours.labels.indexOf(label)),
    { classes: kinds, penalty },
  );
  const rows = { data: test.features, shape: [50, dims] };
  const centred = (values: ArrayLike<number>) => {
    const logits = Array.from({ length: 50 }, (_, row) =>
      Array.from({ length: kinds }, (_, label) => values[row * kinds + label]!),
    );
    return logits.flatMap((row) => row.map((value) => value - row.reduce((sum, each) => sum + each) / kinds));
  };
  const theirs = centred((await workshop.logits(rows)).data as Float32Array);
  const difference = centred(ours.logits(test.features)).map((value, at) => Math.abs(value - theirs[at]!));
  expect(Math.max(...difference)).toBeLessThan(0.02);
  expect(ours.predict(test.features)).toEqual(
    Array.from(await workshop.predict(rows), (place) => ours.labels[place]),
  );
});

test('one example makes all rows its class, and equal examples break nothing', async () => {
  const one = await fitLogisticRegression(Float32Array.of(0.3, 0.4), [7], penalty);
  expect(one.predict(Float32Array.of(0.3, 0.4, 5, -2))).toEqual([7, 7]);
  const equal = await fitLogisticRegression(Float32Array.of(1, 2, 1, 2, 1, 2), [3, 3, 5], penalty);
  expect(equal.predict(Float32Array.of(1, 2))).toEqual([3]);
});
