import { expect, test } from 'vitest';
import { readState, writeState } from '#src/demos/link-state.ts';
import { answerPixels, responses, tileOnNothing } from '#src/demos/occlusion/draw.ts';
import {
  answersOf,
  fallsOf,
  fields,
  nothingSwept,
  othersOf,
  swept,
  type OcclusionState,
} from '#src/demos/occlusion/state.ts';
import { fallPixels } from '#src/draw/falls.ts';

const begin: OcclusionState = { d: [[[0.5, 0.5]]], size: 7, fill: 'paper', at: 265, y: -1, map: 'fall' };

test('a link gives back what the reader saw', () => {
  const state: OcclusionState = { d: [], size: 15, fill: 'noise', at: 783, y: 9, map: 'answer' };
  expect(readState(fields, writeState(fields, state, begin), begin)).toEqual(state);
  expect(writeState(fields, begin, begin)).toBe('');
});

test('a patch that has no middle pixel, or lies elsewhere, opens the demo as it first stands', () => {
  expect(readState(fields, 'size=4&at=784&y=10&fill=ink&map=reason', begin)).toEqual(begin);
});

/** Logits by which one class has a probability, and the others share the rest. */
function logitsOf(label: number, probability: number): number[] {
  return Array.from({ length: 10 }, (_, other) =>
    Math.log(other === label ? probability : (1 - probability) / 9),
  );
}

test('what is swept says by how much a probability fell at each place, and what the answer became', () => {
  const first = swept(nothingSwept, Float32Array.from([...logitsOf(3, 0.91), ...logitsOf(8, 0.64)]));
  const { done, probabilities } = swept(first, Float32Array.from(logitsOf(8, 0.82)));
  expect(done).toBe(3);
  const falls = fallsOf({ done, probabilities }, 0.95, 3);
  expect(falls).toHaveLength(784);
  for (const [place, fall] of [0.04, 0.91, 0.93, 0].entries()) expect(falls[place]).toBeCloseTo(fall, 5);
  const answers = answersOf({ done, probabilities });
  expect(answers).toEqual([3, 8, 8]);
  expect(othersOf(answers, 3)).toEqual([{ label: 8, places: 2 }]);
  expect(othersOf([1, 2, 2, 5, 1, 2], 5)).toEqual([
    { label: 2, places: 3 },
    { label: 1, places: 2 },
  ]);
  const opacities = answerPixels(answers, 3).filter((_, i) => i % 4 === 3);
  expect([...opacities.slice(0, 4)]).toEqual([0, 255, 255, 0]);
});

test('responses are ink from none to the largest of the uncovered digit', () => {
  expect(responses(Float32Array.of(-1, 0, 2, 4), Float32Array.of(8, 1))).toEqual(
    Float32Array.of(0, 0, 0.25, 0.5),
  );
  expect(responses(Float32Array.of(-1, 0), Float32Array.of(-1, 0))).toEqual(Float32Array.of(0, 0));
});

test('a picture of a sheet on white paper comes back as colours on nothing', () => {
  const falls = Float32Array.from({ length: 784 }, (_, i) => ((i % 40) - 20) / 20);
  const colors = fallPixels(falls);
  const width = 62; // two pictures
  const data = new Uint8Array(width * width * 3).fill(255);
  for (let pixel = 0; pixel < 784; pixel++) {
    const at = ((32 + Math.floor(pixel / 28)) * width + 32 + (pixel % 28)) * 3;
    const opacity = colors[4 * pixel + 3]! / 255;
    for (let channel = 0; channel < 3; channel++)
      data[at + channel] = Math.round(255 * (1 - opacity) + opacity * colors[4 * pixel + channel]!);
  }
  const back = tileOnNothing({ data, width, channels: 3 }, { column: 1, row: 1 });
  for (let pixel = 0; pixel < 784; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const onWhite = (rgba: Uint8ClampedArray) =>
        255 + (rgba[4 * pixel + 3]! / 255) * (rgba[4 * pixel + channel]! - 255);
      expect(Math.abs(onWhite(back) - onWhite(colors))).toBeLessThan(2);
    }
  }
});
