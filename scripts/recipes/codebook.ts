/** How a codebook's codes are used, from the shipped graphs. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Dataset } from '#scripts/datasets/dataset.ts';
import type { CodebookDetails } from '#src/model-card.ts';
import { encodeTensor } from '#src/tensor-data.ts';
import type { RunGraph } from './recipe.ts';

const BATCH = 500;

interface Grid {
  /** Places of a side, and pixels of a side of a place. */
  readonly places: number;
  readonly patch: number;
  readonly codes: number;
}

/** What each code is used for in the test split. */
export async function codebookDetails(
  run: RunGraph,
  { test }: Dataset,
  { places, patch, codes }: Grid,
): Promise<CodebookDetails> {
  const counts = new Float32Array(places ** 2 * codes);
  const side = 3 * patch; // the place itself and one on each side
  const sums = new Float64Array(codes * side ** 2);
  for (let from = 0; from < test.count; from += BATCH) {
    const size = Math.min(BATCH, test.count - from);
    const x = gatherPixels(
      test,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    const grids = (await run('encoder', { x })).codes!;
    const images = (await run('decoder', { codes: grids })).x_mean!.data;
    for (const [at, value] of grids.data.entries()) {
      const code = Number(value);
      const place = at % places ** 2;
      counts[place * codes + code]!++;
      const image = images.subarray(((at - place) / places ** 2) * (places * patch) ** 2);
      addSurroundings(sums.subarray(code * side ** 2, (code + 1) * side ** 2), image, place, {
        places,
        patch,
      });
    }
  }
  const usage = Array.from({ length: codes }, (_, code) =>
    counts.reduce((sum, times, i) => (i % codes === code ? sum + times : sum), 0),
  );
  return {
    kind: 'codebook',
    split: 'test',
    count: test.count,
    counts: encodeTensor(counts, [places ** 2, codes]),
    surroundings: encodeTensor(
      Float32Array.from(sums, (sum, i) => sum / Math.max(1, usage[Math.floor(i / side ** 2)]!)),
      [codes, side, side],
    ),
  };
}

/** Adds the pixels at and around a place of an image, [(3 · patch)²]. */
function addSurroundings(
  sum: Float64Array,
  image: ArrayLike<number | bigint>,
  place: number,
  { places, patch }: Pick<Grid, 'places' | 'patch'>,
): void {
  const [side, width] = [3 * patch, places * patch];
  const [top, left] = [Math.floor(place / places), place % places].map((at) => (at - 1) * patch) as [
    number,
    number,
  ];
  for (let pixel = 0; pixel < side ** 2; pixel++) {
    const [row, column] = [top + Math.floor(pixel / side), left + (pixel % side)];
    if (row >= 0 && row < width && column >= 0 && column < width)
      sum[pixel]! += Number(image[row * width + column]);
  }
}
