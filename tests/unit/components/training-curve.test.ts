import { placeCurve } from '#src/components/training-curve.ts';
import { expect, test } from 'vitest';

const columns = ['step', 'train_loss', 'validation_loss', 'learning_rate'];

test('losses stand on a logarithmic scale: equal ratios are equal heights', () => {
  const { lines } = placeCurve({
    columns,
    rows: [
      [100, 1, 1, 1e-3],
      [200, 0.1, 0.1, 1e-3],
      [400, 0.01, 0.01, 1e-4],
    ],
  });
  expect(lines.map(({ column }) => column)).toEqual(['train_loss', 'validation_loss']);
  const [first, second, third] = lines[1]!.points;
  expect(first).toEqual([0.25, 0]);
  expect(second![0]).toBe(0.5);
  expect(second![1]).toBeCloseTo(0.5, 12);
  expect(third).toEqual([1, 1]);
});

test('the scale is marked at 1, 2 and 5 times powers of ten', () => {
  const { ticks } = placeCurve({
    columns,
    rows: [
      [1, 0.3, 0.3, 1],
      [2, 0.008, 0.009, 1],
    ],
  });
  expect(ticks.map(({ loss }) => loss)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2]);
});

test('a curve that never moves, or of one row, still has a place in the frame', () => {
  const { lines } = placeCurve({ columns, rows: [[10, 0.5, 0.5, 1]] });
  for (const [x, y] of lines.flatMap(({ points }) => points)) {
    expect(x).toBe(1);
    expect(y).toBeCloseTo(1, 12); // the lowest loss is the bottom edge
  }
});

test('a curve without steps or losses is refused with the columns it has', () => {
  expect(() => placeCurve({ columns: ['epoch', 'accuracy'], rows: [] })).toThrow(
    'A training curve needs columns "step" and "…_loss"; this one has: epoch, accuracy.',
  );
});
