/** The factors that the images of shapes are made from, and the image of each combination: of the data set and of pages. */
import { drawShape, SHAPE_WIDTH, shapeKinds } from './outlines.ts';

/** In `shapes` a shape turns all the way round; in `shapes-identifiable` so little that every image tells by how much. */
export type ShapesId = 'shapes' | 'shapes-identifiable';

export interface Factor {
  readonly id: 'shape' | 'scale' | 'orientation' | 'x' | 'y';
  readonly name: { readonly ko: string; readonly en: string };
  /** What each index stands for: a number in `shapeKinds`, a share of full size, radians, or pixels. */
  readonly values: readonly number[];
}

const range = (count: number, from: number, step: number) =>
  Array.from({ length: count }, (_, index) => from + index * step);

const orientations: Readonly<Record<ShapesId, readonly number[]>> = {
  shapes: range(40, 0, (2 * Math.PI) / 40),
  'shapes-identifiable': range(20, 0, Math.PI / 45), // 0° to 76°: a square looks the same only after 90°
};

/** The factors of a variant: 3 shapes, 6 scales, 40 or 20 orientations, 32 places along x and along y. */
export function shapeFactors(id: ShapesId): readonly Factor[] {
  const places = range(32, SHAPE_WIDTH / 2 - 7.75, 0.5); // no shape leaves the image
  return [
    { id: 'shape', name: { ko: '모양', en: 'shape' }, values: [...shapeKinds.keys()] },
    { id: 'scale', name: { ko: '크기', en: 'scale' }, values: range(6, 0.5, 0.1) },
    { id: 'orientation', name: { ko: '방향', en: 'orientation' }, values: orientations[id] },
    { id: 'x', name: { ko: '가로 위치', en: 'x position' }, values: places },
    { id: 'y', name: { ko: '세로 위치', en: 'y position' }, values: places },
  ];
}

/** In how many of a variant's orientations a shape looks the same as in this one. */
export function alikeOrientations(id: ShapesId, shape: number): number {
  return id === 'shapes' ? shapeKinds[shape]!.alike : 1;
}

/**
 * The image of a combination of factors.
 *
 * @param indices one for each factor
 * @returns       [32 · 32] grey bytes, 0 = paper
 * @throws RangeError where a factor has no such value
 */
export function drawCombination(factors: readonly Factor[], indices: ArrayLike<number>): Uint8Array {
  const [shape, scale, orientation, x, y] = factors.map(({ id, values }, factor) => {
    const value = values[indices[factor]!];
    if (value !== undefined) return value;
    throw new RangeError(
      `The factor ${id} has no value ${indices[factor]}; it must be an integer from 0 to ${values.length - 1}.`,
    );
  });
  return drawShape(shapeKinds[shape!]!.id, { scale: scale!, orientation: orientation!, x: x!, y: y! });
}
