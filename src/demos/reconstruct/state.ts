/** What the reader can change in the demo `reconstruct`, and what follows from it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { drawingField, flagField, numberField, type Field, type Fields } from '../link-state.ts';

/** The code's length: 32 numbers stand for 784 pixels. */
export const codeLength = 32;

/** Values that the reader set, by their place in the code. */
export type Edits = ReadonlyMap<number, number>;

export interface ReconstructState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly edits: Edits;
  /** Whether the pictures show the difference from the drawing. */
  readonly difference: boolean;
}

const placeField = numberField({ min: 1, max: codeLength, digits: 0 });
const valueField = numberField({ min: -100, max: 100, digits: 3 });

/** `3_1.25,7_-2`: the third value of the code set to 1.25, the seventh to −2. */
export const editsField: Field<Edits> = {
  write: (edits) =>
    [...edits].map(([index, value]) => `${placeField.write(index + 1)}_${valueField.write(value)}`).join(','),
  read(text) {
    const edits = new Map<number, number>();
    for (const pair of text === '' ? [] : text.split(',')) {
      const [place, value, ...rest] = pair.split('_');
      const read = [placeField.read(place ?? ''), valueField.read(value ?? '')] as const;
      if (read[0] === undefined || read[1] === undefined || rest.length > 0) return undefined;
      edits.set(read[0] - 1, read[1]);
    }
    return edits;
  },
};

export const fields: Fields<ReconstructState> = {
  d: drawingField,
  edits: editsField,
  difference: flagField,
};

/** The encoder's code with the reader's values in it. */
export function editedCode(code: Float32Array, edits: Edits): Float32Array {
  const edited = code.slice();
  for (const [index, value] of edits) edited[index] = value;
  return edited;
}

export function withEdit(edits: Edits, index: number, value: number, limit: number): Edits {
  return new Map(edits).set(index, Math.min(limit, Math.max(-limit, value)));
}

export function withoutEdit(edits: Edits, index: number): Edits {
  const rest = new Map(edits);
  rest.delete(index);
  return rest;
}

/** PCA's mask: the first `count` of `size` components are kept. → [size] */
export function keepComponents(count: number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => (i < count ? 1 : 0));
}

/** The value a key sets on a bar that stands at `value`; undefined for other keys. Ends are ± limit. */
export function valueAfterKey(key: string, value: number, limit: number): number | undefined {
  const step = limit / 20;
  switch (key) {
    case 'ArrowUp':
      return Math.min(limit, value + step);
    case 'ArrowDown':
      return Math.max(-limit, value - step);
    case 'PageUp':
      return Math.min(limit, value + 5 * step);
    case 'PageDown':
      return Math.max(-limit, value - 5 * step);
    case 'Home':
      return -limit;
    case 'End':
      return limit;
    default:
      return undefined;
  }
}

/** The bar that a key moves the focus to; undefined for other keys. */
export function barAfterKey(key: string, index: number): number | undefined {
  if (key === 'ArrowLeft') return Math.max(0, index - 1);
  if (key === 'ArrowRight') return Math.min(codeLength - 1, index + 1);
  return undefined;
}

/** A value dragged by `pixels` upwards on a bar `height` pixels high that spans ± limit. */
export function valueAfterDrag(value: number, pixels: number, height: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value + (pixels / height) * 2 * limit));
}
