import { expect, test } from 'vitest';
import { seededRandomStream } from '#scripts/random.ts';
import { composeScene } from '#scripts/datasets/scenes-composition.ts';
import { markers, vocabulary, wordNumber } from '#scripts/datasets/scenes-words.ts';
import { sayGreedily } from '#scripts/metrics/captions.ts';
import { meanIntersectionOverUnion } from '#scripts/metrics/segmentation.ts';
import { readState, writeState } from '#src/demos/link-state.ts';
import { describe as describeIn } from '#src/demos/task-tour/caption.ts';
import {
  added,
  exampleOf,
  moved,
  randomItems,
  referenceItems,
  resized,
  sceneOf,
  unlabelled,
  type Item,
} from '#src/demos/task-tour/scene.ts';
import {
  consistent,
  detect,
  fields,
  firstState,
  inkAccuracy,
  likeliestClasses,
  overlapsOf,
  type TourState,
} from '#src/demos/task-tour/state.ts';
import { sharedArea, type Box } from '#src/math/boxes.ts';
import type { Tensors } from '#src/runtime/runtime.ts';

const begin = firstState('ko');
const seven: Item = { source: { label: 7, hand: 0 }, size: 20, x: 10, y: 12 };

test('a link gives back what the reader saw, to a hundredth of a pixel', () => {
  const state: TourState = {
    task: 'caption',
    scene: [
      { ...seven, x: 3.25 },
      { source: 'own', size: 14.5, x: -0.5, y: 40 },
      { source: { label: 0, hand: 99_999 }, size: 28, x: 30, y: 30.75 },
    ],
    chosen: 1,
    d: [[[0, 0]]],
    label: 4,
    seed: 77,
    score: 0.55,
    overlap: 1,
    said: 'en',
    word: 5,
  };
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  expect(writeState(fields, begin, begin)).toBe('');
  const empty = { ...begin, scene: [] };
  expect(readState(fields, writeState(fields, empty, begin), begin)).toEqual(empty);
});

test.each([
  'scene=7-0,2000,1000', // a number short
  'scene=7-0,900,1000,1000', // smaller than can be set
  'scene=7-0,2000,6400,1000', // out of the scene
  'scene=own,2000,100,100.own,2000,900,900', // one's own twice
  `scene=${Array<string>(5).fill('7-0,2000,1000,1000').join('.')}`, // five
  'score=0.01&overlap=2&word=24&task=dance&chosen=4&label=10',
])('a link that says %s opens the demo as it first stands', (text) => {
  expect(readState(fields, text, begin)).toEqual(begin);
});

test('what a link says of a drawing that it does not bring is left out', () => {
  const state = { ...begin, scene: [seven, { ...seven, source: 'own' as const }], chosen: 1 };
  expect(consistent(state)).toMatchObject({ scene: [seven], chosen: 0 });
  expect(consistent({ ...state, d: [[[0.5, 0.5]]] })).toEqual({ ...state, d: [[[0.5, 0.5]]] });
});

test('the page draws the scenes that the data set composes', () => {
  const examples = Array.from({ length: 10 }, (_, label) => exampleOf({ label, hand: 0 }));
  const composed = composeScene(seededRandomStream(5), {
    images: Uint8Array.from(examples.flatMap(({ image }) => [...image])),
    labels: Uint8Array.from(examples, ({ label }) => label),
    count: 10,
  });
  const { image, mask, digits } = sceneOf(referenceItems(), [], undefined);
  expect(image).toEqual(composed.image);
  expect(mask).toEqual(composed.mask);
  expect(digits).toEqual(composed.digits);
});

test('random scenes are seeded, and have one to four digits about equally often', () => {
  expect(randomItems(3)).toEqual(randomItems(3));
  const counts = Array.from({ length: 60 }, (_, seed) => randomItems(seed).length);
  for (const count of [1, 2, 3, 4]) {
    const found = counts.filter((each) => each === count).length;
    expect(found).toBeGreaterThan(5); // 15 expected, with a standard deviation of 3.4
    expect(found).toBeLessThan(25);
  }
});

test('a digit goes as far as the scene does, grows in its place, and a new one keeps off the others', () => {
  const boxOf = (items: readonly Item[], index = 0) => sceneOf(items, [], undefined).digits[index]!.box;
  const box = boxOf([seven]);
  expect(boxOf([moved(seven, box, [3, -4])])).toEqual(box.map((edge, i) => edge + (i % 2 === 0 ? 3 : -4)));
  expect(boxOf([moved(seven, box, [99, -99])]).slice(1, 3)).toEqual([0, 64]);
  const larger = boxOf([resized(seven, box, 28)]);
  const middle = (edges: Box, axis: 0 | 1) => (edges[axis] + edges[axis + 2]!) / 2;
  expect(larger[3] - larger[1]).toBe(28);
  expect(Math.abs(middle(larger, 0) - middle(box, 0))).toBeLessThanOrEqual(1);
  expect(Math.abs(middle(larger, 1) - middle(box, 1))).toBeLessThanOrEqual(1);

  let items: readonly Item[] = [];
  for (const label of [3, 5, 8, 1, 2]) {
    const boxes = items.map((_, index) => boxOf(items, index));
    items = added(items, boxes, { label, hand: 0 });
  }
  expect(items.map(({ source }) => source !== 'own' && source.label)).toEqual([3, 5, 8, 1]);
  const boxes = items.map((_, index) => boxOf(items, index));
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(0, index)) expect(sharedArea(one, other)).toBe(0);
  }
});

test('a drawing that nobody has named is of no class', () => {
  const drawn = [[[0.3, 0.2] as const, [0.5, 0.8] as const]];
  const items: Item[] = [{ ...seven, source: 'own' }];
  expect(new Set(sceneOf(items, drawn, undefined).mask)).toEqual(new Set([0, 1 + unlabelled]));
  expect(new Set(sceneOf(items, drawn, 1).mask)).toEqual(new Set([0, 2]));
});

test('candidates come down to boxes, and each finds one digit', () => {
  const truths = [{ box: [0, 0, 10, 10] as Box }, { box: [20, 0, 30, 10] as Box }];
  const all = [
    { label: 1, box: [0, 0, 10, 10] as Box, score: 0.9 },
    { label: 7, box: [1, 0, 11, 10] as Box, score: 0.8 }, // 90 of 110 in common with the first
    { label: 2, box: [40, 40, 50, 50] as Box, score: 0.6 },
    { label: 5, box: [20, 0, 30, 10] as Box, score: 0.1 },
  ];
  const { candidates, kept, matches, spurious } = detect(all, truths, { score: 0.5, overlap: 0.4 });
  expect([candidates.length, kept.length]).toEqual([3, 2]);
  expect(matches).toEqual([{ found: all[0], overlap: 1 }, undefined]);
  expect(spurious).toEqual([all[2]]);
  const all3 = detect(all, truths, { score: 0.05, overlap: 1 });
  expect(all3.kept).toHaveLength(4);
  expect(all3.spurious).toEqual([all[1], all[2]]);
});

test('pixels are counted as the metric counts them', () => {
  const { mask } = sceneOf(referenceItems(), [], undefined);
  const taken = mask.map((label, pixel) => (pixel % 7 === 0 ? 1 + (pixel % 10) : label));
  const { classes } = meanIntersectionOverUnion(taken, mask, 1, 11);
  const overlaps = overlapsOf(taken, mask);
  expect(overlaps).toHaveLength(10);
  for (const { label, overlap } of overlaps) expect(overlap).toBeCloseTo(classes[1 + label]!, 12);
  expect(inkAccuracy(mask, mask)).toBe(1);
  const probabilities = new Float32Array(11 * mask.length);
  for (const [pixel, label] of mask.entries()) probabilities[label * mask.length + pixel] = 1;
  expect(likeliestClasses(probabilities, 11)).toEqual(mask);
});

/** A decoder that says a fixed sentence in each language, and looks at the cell of the word's number. */
function speaker(sentences: readonly (readonly number[])[]) {
  let step = -1;
  return async (graph: string): Promise<Tensors> => {
    if (graph === 'encoder')
      return {
        features: { data: new Float32Array(4), shape: [1, 2, 2] },
        state: { data: new Float32Array(3), shape: [1, 3] },
      };
    step += 1;
    const logits = new Float32Array(2 * vocabulary.length);
    const attention = new Float32Array(2 * 64);
    for (const [row, sentence] of sentences.entries()) {
      const word = sentence[step] ?? wordNumber(markers.end);
      logits[row * vocabulary.length + word] = 5;
      attention[row * 64 + (word % 64)] = 1;
    }
    return {
      logits: { data: logits, shape: [2, vocabulary.length] },
      next_state: { data: new Float32Array(6), shape: [2, 3] },
      attention: { data: attention, shape: [2, 8, 8] },
    };
  };
}

test('sentences are said word by word, each until its end, as the metric says them', async () => {
  const sentences = [
    [5, 9, 13],
    [44, 13, 7, 8, 60],
  ];
  const { ko, en } = (await describeIn(speaker(sentences), new Float32Array(4), vocabulary))!;
  expect([ko, en].map((said) => said.map(({ word }) => word))).toEqual(sentences);
  const said = await sayGreedily(
    async (graph) => speaker([sentences[0]!, sentences[0]!])(graph),
    { data: new Float32Array(8), shape: [2, 4] },
    'ko',
    1,
  );
  expect(ko[0]).toMatchObject(said[0]![0]!);
});

test('a description that is no longer wanted stops', async () => {
  let asked = 0;
  const said = await describeIn(
    () => {
      asked += 1;
      return Promise.resolve(undefined);
    },
    new Float32Array(4),
    vocabulary,
  );
  expect(said).toBeUndefined();
  expect(asked).toBe(1);
});
