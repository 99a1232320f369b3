import { expect, test } from 'vitest';
import {
  freePlace,
  heldInside,
  moved,
  pointAfterKey,
  showing,
  ticks,
  toPlane,
  toWindow,
  within,
  zoomed,
  type View,
} from '#src/draw/plane.ts';

const whole: View = { x: 0, y: 0, span: 8 };

test('the left upper corner of the window is the smallest x and the largest y', () => {
  expect(toWindow(whole, [-4, 4])).toEqual([0, 0]);
  expect(toWindow(whole, [4, -4])).toEqual([1, 1]);
  expect(toPlane({ x: 1, y: 2, span: 2 }, [0.75, 0.25])).toEqual([1.5, 2.5]);
});

test('a point comes back from the window', () => {
  const view = { x: 0.3, y: -1.1, span: 0.7 };
  const [x, y] = toPlane(view, toWindow(view, [0.123, -1.2]));
  expect(x).toBeCloseTo(0.123, 12);
  expect(y).toBeCloseTo(-1.2, 12);
});

test('zooming keeps what is under the finger where it is', () => {
  const place = [0.3, 0.6] as const;
  const under = toPlane(whole, place);
  const view = zoomed(whole, 4, place, whole);
  expect(view.span).toBe(2);
  expect(toWindow(view, under)[0]).toBeCloseTo(place[0], 12);
  expect(toWindow(view, under)[1]).toBeCloseTo(place[1], 12);
});

test('a label stands where it covers nothing and lies within the window, as near as it can', () => {
  const place = (box: Parameters<typeof freePlace>[0], ...taken: readonly (readonly [number, number])[]) =>
    freePlace(
      box,
      [20, 8],
      taken.map((at) => ({ at, half: 10 })),
      100,
    );
  const box = [
    [45, 45],
    [55, 55],
  ] as const;
  expect(place(box)).toEqual([50, 37]);
  expect(place(box, [50, 19])).toEqual([50, 37]); // it begins where the other ends
  expect(place(box, [50, 20])).toEqual([50, 63]);
  expect(place(box, [40, 37], [40, 63])).toEqual([75, 50]);
  expect(place(box, [40, 37], [40, 63], [85, 50])).toEqual([50, 13]); // farther away
  expect(
    place([
      [45, 2],
      [55, 12],
    ]),
  ).toEqual([50, 20]); // above is no room
});

test('one cannot zoom out of the whole, nor in without end', () => {
  expect(zoomed({ x: 3, y: 3, span: 1 }, 0.01, [0.5, 0.5], whole)).toEqual(whole);
  expect(zoomed(whole, 1e9, [0.5, 0.5], whole).span).toBe(8 / 64);
  expect(within({ x: 9, y: -9, span: 2 }, whole)).toEqual({ x: 3, y: -3, span: 2 });
});

test('a view is moved by the hand', () => {
  const view = { x: 0, y: 0, span: 2 };
  expect(moved(view, [0.5, 0.5], [0.75, 0.25], whole)).toEqual({ x: -0.5, y: -0.5, span: 2 });
});

test('a view follows a point that would leave it', () => {
  const view = { x: 0, y: 0, span: 2 };
  expect(showing(view, [0.5, 0.5], whole)).toEqual(view);
  expect(showing(view, [1.9, 0], whole).x).toBeCloseTo(1, 12);
});

test('arrows move a point up where y grows, and only arrows do', () => {
  expect(pointAfterKey('ArrowUp', [0, 0], whole, false)).toEqual([0, 0.16]);
  expect(pointAfterKey('ArrowLeft', [0, 0], whole, true)).toEqual([-0.032, 0]);
  expect(pointAfterKey('Enter', [0, 0], whole, false)).toBeUndefined();
  expect(heldInside([5, -9], whole)).toEqual([4, -4]);
});

test('ticks are round numbers', () => {
  expect(ticks(-4, 4)).toEqual([-4, -2, 0, 2, 4]);
  expect(ticks(0.31, 0.49)).toEqual([0.35, 0.4, 0.45]);
  expect(ticks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});
