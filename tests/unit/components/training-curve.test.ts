import { placeCurve } from '#src/components/training-curve.ts';
import { expect, test } from 'vitest';

const columns = ['step', 'train_loss', 'validation_loss', 'learning_rate'];
const lossesOf = (curve: Parameters<typeof placeCurve>[0]) => placeCurve(curve).losses;

test('losses stand on a logarithmic scale: equal ratios are equal heights', () => {
  const { lines } = lossesOf({
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
  const { ticks } = lossesOf({
    columns,
    rows: [
      [1, 0.3, 0.3, 1],
      [2, 0.008, 0.009, 1],
    ],
  });
  expect(ticks.map(({ value }) => value)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2]);
});

test('a curve that never moves, or of one row, still has a place in the frame', () => {
  const { lines } = lossesOf({ columns, rows: [[10, 0.5, 0.5, 1]] });
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

test('a critic’s losses, which may be negative, stand on a linear scale with round marks', () => {
  const { lines, ticks } = lossesOf({
    columns: ['step', 'discriminator_loss'],
    rows: [
      [50, -6],
      [100, 2],
    ],
  });
  expect(lines[0]!.points).toEqual([
    [0.5, 1],
    [1, 0],
  ]);
  expect(ticks).toEqual([
    { value: -6, y: 1 },
    { value: -4, y: 0.75 },
    { value: -2, y: 0.5 },
    { value: 0, y: 0.25 },
    { value: 2, y: 0 },
  ]);
});

test('what else was measured has panels of its own, and what only says something together has one', () => {
  const { losses, others } = placeCurve({
    columns: [
      'step',
      'discriminator_loss',
      'discriminator_real',
      'discriminator_generated',
      'validation_fd_64',
      'learning_rate',
    ],
    rows: [[1, 1.3, 0.6, 0.4, 90, 0.01]],
  });
  const columnsOf = ({ lines }: typeof losses) => lines.map(({ column }) => column);
  expect(columnsOf(losses)).toEqual(['discriminator_loss']);
  expect(others.map(columnsOf)).toEqual([
    ['discriminator_real', 'discriminator_generated'],
    ['validation_fd_64'],
  ]);
});
