import { expect, test } from 'vitest';
import { barsPath, chart, linePath, placeOf } from '#src/demos/few-labels/draw.ts';
import {
  drawTests,
  drawToLabel,
  errorOf,
  fieldsOf,
  firstOf,
  lessonOf,
  nextUnlabelled,
  noLabels,
  rowsOf,
  withLabel,
  type FewLabelsState,
} from '#src/demos/few-labels/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';

const fields = fieldsOf(7);
const begin: FewLabelsState = { count: 1, seed: 1, labels: noLabels };

test('a link gives back what the reader saw, gaps between labels and all', () => {
  const state = { count: 6, seed: 77, labels: withLabel(withLabel(noLabels, 0, 7), 19, 0) };
  expect(writeState(fields, state, begin)).toContain('labels=7------------------0');
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
});

test.each(['count=7', 'seed=0', 'seed=1000000', 'labels=12', 'labels=x-------------------'])(
  'a link with %s is passed over',
  (text) => {
    expect(readState(fields, text, begin)).toEqual(begin);
  },
);

test('digits come as many of each as of any other, the same for a seed, and none is among those tried', () => {
  const [one, again, other, tests] = [drawToLabel(1), drawToLabel(1), drawToLabel(2), drawTests()];
  expect(one).toEqual(again);
  expect(one.images).not.toEqual(other.images);
  const counts = (meant: readonly number[]) =>
    Array.from({ length: 10 }, (_, kind) => meant.filter((label) => label === kind).length);
  expect(counts(one.meant)).toEqual(Array(10).fill(2));
  expect(counts(tests.meant)).toEqual(Array(10).fill(30));
  const image = (images: Float32Array, i: number) => images.subarray(i * 784, (i + 1) * 784).join();
  const tried = new Set(tests.meant.map((_, i) => image(tests.images, i)));
  expect(one.meant.filter((_, i) => tried.has(image(one.images, i)))).toEqual([]);
  expect(Math.max(...one.images)).toBe(1);
});

test('labels become a lesson in the order of the digits', () => {
  const labels = withLabel(withLabel(withLabel(noLabels, 5, 3), 2, 8), 11, 0);
  const lesson = lessonOf(labels);
  expect(lesson).toEqual({ digits: [2, 5, 11], labels: [8, 3, 0] });
  expect(firstOf(lesson, 2)).toEqual({ digits: [2, 5], labels: [8, 3] });
  expect([...rowsOf(Float32Array.of(0, 1, 2, 3, 4, 5), 2, [2, 0])]).toEqual([4, 5, 0, 1]);
  expect(lessonOf(withLabel(labels, 5, undefined)).digits).toEqual([2, 11]);
});

test('the next digit without a label is found behind the last as well', () => {
  const labels = withLabel(withLabel(noLabels, 19, 1), 0, 1);
  expect(nextUnlabelled(labels, 18)).toBe(1);
  expect(nextUnlabelled(noLabels.map(() => 4), 6)).toBe(6); // prettier-ignore
});

test('the error of counting is binomial', () => {
  const { value, standardError } = errorOf([1, 2, 3, 4], [1, 2, 3, 5]);
  expect(value).toBe(0.25);
  expect(standardError).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 4), 12);
});

test('both axes are logarithmic', () => {
  const counts = [10, 100, 1000];
  const [x, y] = placeOf(counts, 100, 0.1);
  expect(x).toBeCloseTo(chart.width / 2, 9);
  const step = placeOf(counts, 10, 0.05)[1] - y;
  expect(placeOf(counts, 10, 0.025)[1] - placeOf(counts, 10, 0.05)[1]).toBeCloseTo(step, 9);
  const errors = counts.map(() => ({ value: 0.1, standardError: 0.02 }));
  expect(linePath(counts, errors)).toBe(`M0.0 ${y.toFixed(1)}L160.0 ${y.toFixed(1)}L320.0 ${y.toFixed(1)}`);
  expect(barsPath(counts, errors).match(/V/g)).toHaveLength(3);
});
