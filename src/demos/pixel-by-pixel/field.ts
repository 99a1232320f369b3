/**
 * Which pixels the distribution of one is made from. For the PixelCNN it follows from the kernels of its layers, for
 * MADE from the order alone.
 */
import { side } from '../pixel-places.ts';
import { pixelCount, type ModelName } from './state.ts';

export interface Kernel {
  readonly mask: 'A' | 'B';
  /** The pixel's own row is the last. */
  readonly rows: number;
  /** The pixel's own column is in the middle. */
  readonly columns: number;
}

/** The layers of `pixelcnn-mnist` that see more than their own pixel, the first first. */
export const kernels: readonly [Kernel, ...Kernel[]] = [
  { mask: 'A', rows: 8, columns: 13 },
  ...Array.from({ length: 4 }, () => ({ mask: 'B', rows: 2, columns: 3 }) as const),
];

type Offset = readonly [rows: number, columns: number];

/** Where a kernel looks from a pixel. */
export function taps({ mask, rows, columns }: Kernel): Offset[] {
  const reach = (columns - 1) / 2;
  return Array.from({ length: rows * columns }, (_, tap): Offset => {
    return [Math.floor(tap / columns) - rows + 1, (tap % columns) - reach];
  }).filter(([row, column]) => row < 0 || column < 0 || (column === 0 && mask === 'B'));
}

/** Where the first `count` layers together look from a pixel, as `row,column`. */
function reached(count: number): ReadonlySet<string> {
  let offsets: Offset[] = [[0, 0]];
  for (const kernel of kernels.slice(0, count)) {
    const further = new Map<string, Offset>();
    for (const [row, column] of offsets)
      for (const [down, right] of taps(kernel))
        further.set(`${row + down},${column + right}`, [row + down, column + right]);
    offsets = [...further.values()];
  }
  return new Set(offsets.map(String));
}

const fields = kernels.map((_, i) => reached(i + 1));

/**
 * `seen`: the distribution depends on it. `far`: it would with more layers. `blind`: it would not however many there
 * were, though it comes before. `later`: the pixel itself and those after it.
 */
export type Sight = 'seen' | 'far' | 'blind' | 'later';

/**
 * What each pixel is to the distribution of one.
 *
 * @param layers how many of the PixelCNN's layers count
 * @returns      [784]
 */
export function sights(model: ModelName, pixel: number, layers: number): Sight[] {
  const field = fields[layers - 1]!;
  return Array.from({ length: pixelCount }, (_, other) => {
    if (other >= pixel) return 'later';
    if (model === 'made') return 'seen';
    const up = Math.floor(pixel / side) - Math.floor(other / side);
    const right = (other % side) - (pixel % side);
    if (field.has(`${-up},${right}`)) return 'seen';
    return up > 0 && right > blindBeyond(up) ? 'blind' : 'far';
  });
}

/**
 * The columns to the right that stacks of any depth see in a row above: mask A's own in the row just above, and one
 * more for each row that a mask B climbs (van den Oord et al. 2016b, section 2.2).
 */
export function blindBeyond(rowsUp: number): number {
  return (kernels[0].columns - 1) / 2 + (rowsUp - 1);
}
