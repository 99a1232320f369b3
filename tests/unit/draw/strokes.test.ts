import { expect, test } from 'vitest';
import { beginStroke, extendStroke, svgPath, type Stroke } from '#src/draw/strokes.ts';

const line: Stroke = [
  [0.1, 0.1],
  [0.5, 0.5],
];

test('a new stroke leaves the earlier ones alone', () => {
  expect(beginStroke([line], [0.9, 0.9])).toEqual([line, [[0.9, 0.9]]]);
});

test('a stroke grows by the points that moved', () => {
  const points = [
    [0.501, 0.501],
    [0.6, 0.5],
  ] as const;
  expect(extendStroke([line], points)).toEqual([[...line, [0.6, 0.5]]]);
});

test('a pen held still changes nothing', () => {
  const strokes = [line];
  expect(extendStroke(strokes, [[0.5, 0.501]])).toBe(strokes);
  expect(extendStroke([], [[0.5, 0.5]])).toEqual([]);
});

test('strokes become SVG paths, and a point a dot', () => {
  expect(svgPath(line)).toBe('M0.1 0.1L0.5 0.5');
  expect(svgPath([[0.25, 1 / 3]])).toBe('M0.25 0.333h0');
});
