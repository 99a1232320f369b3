import { expect, test } from 'vitest';
import { halved, mapPixels } from '#src/demos/clusters/draw.ts';
import {
  begin,
  clustersOf,
  createRun,
  fields,
  labelOf,
  nearestCentres,
  nearestImages,
  nearestPlace,
  purity,
  readable,
  runToEnd,
  startsOf,
  wholeAround,
  type ClustersState,
} from '#src/demos/clusters/state.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import type { Points } from '#src/math/k-means.ts';
import { seededRandomStream } from '#src/math/random.ts';

const defaults: ClustersState = { ...begin, d: [[[0.5, 0.5]]] };

const random = seededRandomStream(6);
const points: Points = { values: Float32Array.from({ length: 40 * 3 }, () => random.normal()), width: 3 };

test('a link gives back what the reader saw', () => {
  const state: ClustersState = {
    d: [],
    space: 'ae10',
    k: 3,
    start: 'own',
    seed: 12,
    own: [0, 299, 17],
    t: 5,
    look: 'nearest',
    pick: 2,
    view: { x: 0.1, y: -0.2, span: 0.5 },
  };
  expect(readState(fields, writeState(fields, state, defaults), defaults)).toEqual(state);
});

test.each([
  'space=tsne',
  'k=1',
  'k=13',
  'start=bad',
  'seed=0',
  'own=1.300',
  'own=1..2',
  't=-1',
  'pick=12',
  'look=x',
])('a link with %s is passed over', (text) => {
  expect(readState(fields, text, defaults)).toEqual(defaults);
});

test('starts that are not k, and a cluster that is not there, are forgotten', () => {
  const state = readable({ ...defaults, start: 'own', own: [1, 2], k: 3, pick: 3 });
  expect(state).toEqual({ ...defaults, start: 'careful', own: [], k: 3, pick: -1 });
  const kept = { ...defaults, start: 'own' as const, own: [1, 2, 2], k: 3, pick: 2 };
  expect(readable(kept)).toEqual(kept);
});

test('the same seed starts at the same images, the crowded ones around a zero', () => {
  const start = { ...begin, k: 4, seed: 3 };
  expect(startsOf(points, start)).toEqual(startsOf(points, start));
  expect(startsOf(points, start)).not.toEqual(startsOf(points, { ...start, seed: 4 }));
  expect(labelOf(startsOf(points, { ...start, start: 'crowded' })[0]!)).toBe(0);
});

test('a run goes as far as it is asked and rests where it settled', () => {
  const run = createRun(points, { ...begin, k: 4 });
  expect(run.after(0).assignment).toBeUndefined();
  expect(run.until(3)).toHaveLength(4);
  const end = run.until(200);
  expect(end.length).toBeLessThan(200);
  expect(run.after(1000)).toBe(end.at(-1));
  const steps = runToEnd(points, { ...begin, k: 4 });
  let next = steps.next();
  while (!next.done) next = steps.next();
  expect(next.value.objective).toBe(end.at(-1)!.objective);
});

test('purity counts the images of the commonest digits', () => {
  // Images 0, 10, 20 are zeros, 1 a one, 2 a two.
  const assignment = Array.from({ length: 21 }, (_, image) => ([0, 10, 20, 1].includes(image) ? 0 : 1));
  const clusters = clustersOf(assignment, 3);
  expect(clusters[0]).toMatchObject({ images: [0, 1, 10, 20], majority: 0 });
  expect(clusters[0]!.counts.slice(0, 2)).toEqual([3, 1]);
  expect(clusters[2]).toMatchObject({ images: [], majority: undefined });
  expect(purity(clusters)).toBeCloseTo((3 + 2) / 21, 12); // the other 17 hold two of eight digits and one 1
});

test('nearest are found: centres to a code, images to centres, places to a point', () => {
  const centres = Float64Array.from([0, 0, 3, 4]);
  expect(nearestCentres(Float32Array.from([3, 3]), centres)).toEqual([
    { cluster: 1, squared: 1 },
    { cluster: 0, squared: 18 },
  ]);
  const codes = { values: Float32Array.from([5, 5, 1, 0]), width: 2 };
  const images = { values: Float32Array.from([0.1, 0.2, 0.3, 0.4]), width: 2 };
  expect([...nearestImages(images, codes, centres)]).toEqual([
    ...images.values.slice(2),
    ...images.values.slice(0, 2),
  ]);
  expect(nearestPlace([[0, 0], [2, 2], [1, 0]], [1.4, 0.2])).toBe(2); // prettier-ignore
});

test('the map lays ink of the cluster’s colour where an image lies, and pales the others', () => {
  const whole = wholeAround([[0, 0], [10, 4]]); // prettier-ignore
  expect([whole.x, whole.y]).toEqual([5, 2]);
  expect(whole.span).toBeCloseTo(11.2, 9);
  const scene = {
    images: [Float32Array.of(1, 0, 0, 0.5), Float32Array.of(1, 1, 1, 1)],
    places: [[2, 8], [8, 2]] as [number, number][], // prettier-ignore
    assignment: [0, 1],
    pick: 0,
  };
  const pixels = mapPixels(scene, { x: 5, y: 5, span: 10 }, 10);
  const at = (x: number, y: number) => [...pixels.slice(4 * (10 * y + x), 4 * (10 * y + x) + 4)];
  expect(at(1, 1)).toEqual([66, 105, 208, 255]);
  expect(at(2, 1)).toEqual([0, 0, 0, 0]);
  expect(at(2, 2)[3]).toBe(128);
  expect(at(8, 8)[3]).toBe(46); // 0.18 of 255
  expect([...halved(Float32Array.from({ length: 16 }, (_, i) => (i < 8 ? 1 : 0)))]).toEqual([1, 1, 0, 0]);
});
