/** What the reader can change in the demo `bottleneck`, and what follows from it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { choiceField, drawingField, flagField, numberField, type Fields } from '../link-state.ts';

/** Lengths of code for which an autoencoder was trained. */
export const codes = ['2', '10', '16', '32'] as const;
export type Code = (typeof codes)[number];

/** The length at which there is a linear autoencoder too. */
export const linearCode: Code = '32';

/** Principal components that there are. */
export const componentCount = 64;

export interface BottleneckState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  /** Numbers in the autoencoder's code. */
  readonly code: Code;
  /** Principal components that PCA uses. */
  readonly k: number;
  /** Whether the pictures show the difference from the drawing. */
  readonly difference: boolean;
}

export const fields: Fields<BottleneckState> = {
  d: drawingField,
  code: choiceField(codes),
  k: numberField({ min: 1, max: componentCount, digits: 0 }),
  difference: flagField,
};

/** Another length of code, and as many components: both methods get the same count of numbers. */
export function withCode(state: BottleneckState, code: Code): BottleneckState {
  return { ...state, code, k: Number(code) };
}

/** PCA's mask: the first k of all components are kept. → [64] */
export function firstComponents(k: number): Float32Array {
  return new Float32Array(componentCount).fill(1, 0, k);
}

/**
 * The mean squared errors of an image under PCA with 1, 2, … K components. The components are orthonormal, so what k
 * of them leave is what all K leave and the squares of the coordinates after the k-th (Pythagoras).
 *
 * @param z          the image's coordinates, [K]
 * @param errorOfAll its mean squared error with all K
 * @param pixels     in the image
 * @returns          [K], never rising
 */
export function errorsByComponents(z: ArrayLike<number>, errorOfAll: number, pixels: number): number[] {
  const errors = new Array<number>(z.length);
  let left = errorOfAll;
  for (let k = z.length; k > 0; k--) {
    errors[k - 1] = left;
    left += z[k - 1]! ** 2 / pixels;
  }
  return errors;
}

/** The fewest components whose error is at most `error`; undefined where all are not enough. */
export function componentsToReach(errors: readonly number[], error: number): number | undefined {
  const index = errors.findIndex((each) => each <= error);
  return index < 0 ? undefined : index + 1;
}
