import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  checkpointNear,
  courseChart,
  distanceLine,
  lossAxis,
  placeOfStep,
  stairOf,
  type Course,
} from '#src/demos/gan-training/draw.ts';
import {
  digitCounts,
  fields,
  games,
  gradientSize,
  modelOf,
  windowAt,
  windowsOf,
  type GanTrainingState,
} from '#src/demos/gan-training/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import { readingsOf } from '#src/math/readings.ts';
import { CurveSchema } from '#src/model-card.ts';

const begin: GanTrainingState = { game: 'non-saturating', s: 7, k: 4, seed: 1 };

test('a link gives back what the reader saw, and passes over what is no state', () => {
  const state: GanTrainingState = { game: 'wasserstein', s: 0, k: 63, seed: 12 };
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  expect(readState(fields, 'game=hinge&s=8&k=64&seed=-1', begin)).toEqual(begin);
});

test.each(games)('the gradient’s size of the %s loss is its slope, by small differences', (game) => {
  const loss = {
    minimax: (s: number) => Math.log(1 - 1 / (1 + Math.exp(-s))),
    'non-saturating': (s: number) => -Math.log(1 / (1 + Math.exp(-s))),
    wasserstein: (s: number) => -s,
  }[game];
  for (const s of [-6, -1.5, 0, 2]) {
    expect(gradientSize(game, s)).toBeCloseTo(Math.abs(loss(s + 1e-5) - loss(s - 1e-5)) / 2e-5, 6);
  }
});

test('images are read as the digit of the largest logit, with its probability', () => {
  const logits = [Math.log(3), ...Array<number>(9).fill(-1e3), ...Array<number>(9).fill(0), Math.log(3)];
  const readings = readingsOf(logits);
  expect(readings[0]).toEqual({ digit: 0, share: 1 });
  expect(readings[1]!.digit).toBe(9);
  expect(readings[1]!.share).toBeCloseTo(3 / 12, 12);
  expect(digitCounts(readings)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test.each(games)(
  'the curve of the %s GAN divides its training into windows, of which each step has one',
  async (game) => {
    const text = await readFile(`models/${modelOf[game]}/curve.json`, 'utf8');
    const { columns, rows } = CurveSchema.parse(JSON.parse(text));
    const windows = windowsOf({ columns, rows });
    expect(windows).toHaveLength(14); // the recipe measures after each fourteenth of the steps
    expect(windows[0]!.from).toBe(0);
    for (const [i, { to }] of windows.slice(0, -1).entries()) expect(windows[i + 1]!.from).toBe(to);
    const loss = columns.indexOf('generator_loss');
    expect(windowAt(windows, 1)!.generatorLoss).toBeCloseTo(rows[0]![loss]!, 4);
    expect(windowAt(windows, rows[0]![0]! + 1)!.generatorLoss).toBeCloseTo(rows[1]![loss]!, 4);
    expect(windowAt(windows, 1e9)).toBe(windows.at(-1));
    expect(() => windowsOf({ columns: ['step'], rows })).toThrow(
      'The curve has no column "discriminator_loss"',
    );
  },
);

const window = { real: 0.5, generated: 0.5, gradient: 1 };
const course: Course = {
  steps: 400,
  windows: [
    { ...window, from: 0, to: 100, discriminatorLoss: 1.2, generatorLoss: -0.6 },
    { ...window, from: 100, to: 400, discriminatorLoss: 1.3, generatorLoss: -0.5 },
  ],
  scores: [4, 100, 400].map((step, i) => ({ step, distance: 100 / 10 ** i, error: 1, rarest: 0.1 })),
};

test('steps stand at the square root of their share, and a place means the checkpoint next to it', () => {
  expect(placeOfStep(100, 400)).toBe(courseChart.width / 2);
  expect([-50, 0, 60, 120, 250, 330].map((x) => checkpointNear(x, course))).toEqual([0, 0, 0, 1, 2, 2]);
});

test('a loss is a stair of its windows, within an axis that holds 0', () => {
  const { ticks, heightOf } = lossAxis(course.windows);
  expect(ticks).toEqual([-1, -0.5, 0, 0.5, 1, 1.5]);
  expect(heightOf(1.5)).toBe(courseChart.losses.top);
  expect(heightOf(-1)).toBe(courseChart.losses.height);
  const [w, low, high] = [courseChart.width, heightOf(1.2), heightOf(1.3)];
  expect(stairOf(course, 'discriminatorLoss')).toEqual([
    [0, low],
    [w / 2, low],
    [w / 2, high],
    [w, high],
  ]);
});

test('a longer training’s line ends at the edge of a shorter one’s axis', () => {
  const line = distanceLine(course, 225);
  expect(line).toHaveLength(3);
  const [[x1, y1], [x2, y2]] = [line[1]!, line[2]!];
  expect(x2).toBe(courseChart.width);
  // Between the checkpoints at 10/15 and 20/15 of the width, half-way down from 10 to 1.
  expect(x1).toBeCloseTo((courseChart.width * 10) / 15, 9);
  const whole = distanceLine(course, 400);
  expect((y2 - y1) / (whole[2]![1] - whole[1]![1])).toBeCloseTo(0.5, 9);
});
