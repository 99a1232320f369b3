/** What the reader can change in the demo `occlusion`, and what follows from it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { fills, type Cover } from '#src/math/occlusion.ts';
import { argmax, softmax } from '#src/math/softmax.ts';
import { choiceField, drawingField, numberField, type Field, type Fields } from '../link-state.ts';
import { side } from '../pixel-places.ts';

export const classCount = 10;
export const pixelCount = side * side;

/** `fall`: how much the probability of a class falls; `answer`: what the likeliest class becomes. */
export const maps = ['fall', 'answer'] as const;

export interface OcclusionState extends Cover {
  /** The drawing. */
  readonly d: readonly Stroke[];
  /** The pixel in the middle of the patch. */
  readonly at: number;
  /** The class whose probability is mapped; −1 for the likeliest of the uncovered digit. */
  readonly y: number;
  readonly map: (typeof maps)[number];
}

export const sizes = { min: 1, max: 15, step: 2 } as const;

const sizeField: Field<number> = {
  ...numberField({ ...sizes, digits: 0 }),
  read(text) {
    const size = numberField({ ...sizes, digits: 0 }).read(text);
    return size !== undefined && size % 2 === 1 ? size : undefined;
  },
};

export const fields: Fields<OcclusionState> = {
  d: drawingField,
  size: sizeField,
  fill: choiceField(fills),
  at: numberField({ min: 0, max: pixelCount - 1, digits: 0 }),
  y: numberField({ min: -1, max: classCount - 1, digits: 0 }),
  map: choiceField(maps),
};

/** The digit of the models' sheet that is shown first, and where its patch lies: on the head of a 9. */
export const first = { digit: 9, size: 7, fill: 'paper', at: 9 * side + 13 } as const;

/** What became of the probabilities wherever the patch was laid. */
export interface Swept {
  /** Places gone through so far, row by row. */
  readonly done: number;
  /** [784, 10] of the digit with the patch at each pixel. */
  readonly probabilities: Float32Array;
}

/** With what a batch of logits says of the places that come next. */
export function swept({ done, probabilities }: Swept, logits: Float32Array): Swept {
  const next = probabilities.slice();
  const count = logits.length / classCount;
  for (let row = 0; row < count; row++) {
    const ofRow = softmax(logits.subarray(row * classCount, (row + 1) * classCount));
    next.set(ofRow, (done + row) * classCount);
  }
  return { done: done + count, probabilities: next };
}

export const nothingSwept: Swept = { done: 0, probabilities: new Float32Array(pixelCount * classCount) };

/**
 * How much the probability of a class falls with the patch at each pixel; 0 where that is not known yet.
 *
 * @param before of the uncovered digit
 */
export function fallsOf({ done, probabilities }: Swept, before: number, label: number): Float32Array {
  return Float32Array.from({ length: pixelCount }, (_, pixel) =>
    pixel < done ? before - probabilities[pixel * classCount + label]! : 0,
  );
}

/** The likeliest class with the patch at each pixel that is known. */
export function answersOf({ done, probabilities }: Swept): readonly number[] {
  return Array.from({ length: done }, (_, pixel) =>
    argmax(probabilities.subarray(pixel * classCount, (pixel + 1) * classCount)),
  );
}

/** The answers other than one, with how many places give each, most first. */
export function othersOf(
  answers: readonly number[],
  usual: number,
): readonly { label: number; places: number }[] {
  return Array.from({ length: classCount }, (_, label) => ({
    label,
    places: label === usual ? 0 : answers.filter((answer) => answer === label).length,
  }))
    .filter(({ places }) => places > 0)
    .sort((a, b) => b.places - a.places);
}
