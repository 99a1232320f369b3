/**
 * MADE, a masked autoencoder for distribution estimation (Germain et al. 2015), with pixels in their natural order,
 * direct connections from input to output (section 4.2 there), and residual blocks between (ResMADE: Nash & Durkan
 * 2019).
 *
 * A mask forbids half of each matrix. Units are sorted by their degree, the number of pixels they see, and the
 * degrees lie symmetrically, so that half a turn of a mask gives its complement: the weights of the units in the
 * second half fit into what the first half's mask leaves free. Matrices are kept so, with half of their rows.
 */
import { silu } from '#scripts/graph/ops/activation.ts';
import { add, greaterOrEqual, where } from '#scripts/graph/ops/elementwise.ts';
import { concat, slice } from '#scripts/graph/ops/layout.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { staticShape } from '#scripts/graph/shape.ts';
import { applyOperator, constant, indices, type Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { Symbolic, Weights } from './params.ts';

export interface MadeShape {
  /** Pixels of an image. */
  readonly pixels: number;
  /** Units of each hidden layer; even. */
  readonly hidden: number;
  /** Residual blocks between the first hidden layer and the last. */
  readonly blocks: number;
  /**
   * Share of the pixels that all hidden units see, and share that none feeds: where images begin and end with paper,
   * a unit in between would have nothing to see or nothing to say.
   */
  readonly margin: number;
}

type HiddenLayer = {
  /** Packed. */
  readonly weight: Weights;
  /** [hidden] */
  readonly bias: Weights;
};

export type MadeParams = {
  /** [⌈pixels / 2⌉, pixels − 1], packed: rows are logits. */
  readonly direct: Weights;
  /** Weight [hidden / 2, pixels]: rows are units. */
  readonly first: HiddenLayer;
  /** Weights [hidden / 2, hidden − 1]: rows are units of the block's output. */
  readonly blocks: readonly HiddenLayer[];
  /** [hidden / 2, pixels]: rows are units. */
  readonly last: Weights;
  /** [pixels] */
  readonly bias: Weights;
};

/**
 * As initialised, the model knows each pixel's own probability and nothing of the others.
 *
 * @param pixelMeans [pixels], the probability of ink
 */
export function initMade(
  random: RandomStream,
  { pixels, hidden, blocks }: MadeShape,
  pixelMeans: ArrayLike<number>,
): MadeParams {
  const zeros = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((product, size) => product * size, 1)),
  });
  const normal = (deviation: number, ...shape: number[]) => {
    const weights = zeros(...shape);
    for (const at of weights.values.keys()) weights.values[at] = deviation * random.normal();
    return weights;
  };
  return {
    direct: zeros(Math.ceil(pixels / 2), pixels - 1),
    first: { weight: normal(2 / Math.sqrt(pixels), hidden / 2, pixels), bias: zeros(hidden) }, // a unit sees half the pixels
    blocks: Array.from({ length: blocks }, () => ({
      weight: normal(1 / Math.sqrt(hidden), hidden / 2, hidden - 1),
      bias: zeros(hidden),
    })),
    last: zeros(hidden / 2, pixels),
    bias: {
      shape: [pixels],
      values: Float32Array.from(pixelMeans, (mean) => Math.log(mean / (1 - mean))),
    },
  };
}

/**
 * @param x [batch, pixels], 0 or 1
 * @returns logits [batch, pixels] of each pixel being 1, given the pixels before it
 */
export function applyMade(
  { direct, first, blocks, last, bias }: Symbolic<MadeParams>,
  shape: MadeShape,
  x: Tensor,
): Tensor {
  const degrees = unitDegrees(shape);
  const strict = (rows: number) => range(0, rows);

  let units = add(towardRows(x, first.weight, degrees), first.bias);
  for (const block of blocks) {
    // A unit's own value takes the skip.
    const change = towardRows(withoutLast(silu(units)), block.weight, strict(shape.hidden));
    units = add(units, add(change, block.bias));
  }
  const fromUnits = add(fromRows(silu(units), last, degrees), bias);
  return add(towardRows(withoutLast(x), direct, strict(shape.pixels)), fromUnits);
}

/** How many pixels each hidden unit sees: ascending, the k-th from below and from above adding up to all. */
function unitDegrees({ pixels, hidden, margin }: MadeShape): readonly number[] {
  const lower = range(0, hidden / 2).map((unit) =>
    Math.max(1, Math.round(pixels * (margin + ((1 - 2 * margin) * (unit + 0.5)) / hidden))),
  );
  return [...lower, ...lower.map((degree) => pixels - degree).reverse()];
}

/**
 * x Wᵀ with the masked matrix W whose row r keeps its first `degrees[r]` columns. Where W's second half would have to be
 * turned, the much smaller x and product are: ONNX Runtime keeps each intermediate of the weights until all are made.
 *
 * @param x       [batch, columns]
 * @param packed  [⌈rows / 2⌉, columns]
 * @param degrees [rows], ascending and symmetric: the k-th from above is `columns`, or `columns` − 1 … less the k-th from below
 * @returns       [batch, rows]
 */
export function towardRows(x: Tensor, packed: Tensor, degrees: readonly number[]): Tensor {
  const within = firstColumns(packed, degrees);
  const byRows = { transposeB: true };
  const lower = gemm(x, where(within, packed, 0), undefined, byRows);
  const upper = gemm(reversed(x), where(within, 0, packed), undefined, byRows);
  const [half] = staticShape('towardRows', packed.shape) as [number, number];
  return concat([lower, reversed(firstOf(upper, degrees.length - half))], 1);
}

/**
 * u W with the masked matrix W whose row r keeps the columns after its first `degrees[r]`.
 *
 * @param u       [batch, rows]
 * @param packed  [rows / 2, columns]
 * @param degrees [rows], as for `towardRows`
 * @returns       [batch, columns]
 */
export function fromRows(u: Tensor, packed: Tensor, degrees: readonly number[]): Tensor {
  const within = firstColumns(packed, degrees);
  const half = degrees.length / 2;
  const lower = gemm(firstOf(u, half), where(within, 0, packed));
  const upper = gemm(firstOf(reversed(u), half), where(within, packed, 0));
  return add(lower, reversed(upper));
}

/** Whether a place of a packed matrix is among the first `degrees[row]` of its row. */
function firstColumns(packed: Tensor, degrees: readonly number[]): Tensor {
  const [half, columns] = staticShape('firstColumns', packed.shape) as [number, number];
  const degree = constant(Float32Array.from(degrees.slice(0, half)), [half, 1]);
  return greaterOrEqual(degree, constant(Float32Array.from(range(1, columns + 1)), [columns]));
}

/** [batch, columns], each row read backwards. */
function reversed(matrix: Tensor): Tensor {
  const before = Number.MIN_SAFE_INTEGER; // where reading backwards ends: before the first
  return applyOperator('Slice', {
    inputs: [matrix, indices([-1]), indices([before]), indices([1]), indices([-1])],
    shape: matrix.shape,
    gradient: (grad) => [reversed(grad), undefined, undefined, undefined, undefined],
  });
}

/** [batch, columns] → [batch, count] */
function firstOf(matrix: Tensor, count: number): Tensor {
  return slice(matrix, [0, 0], [matrix.shape[0] as number, count]); // rows may be free, and are taken whole then
}

function withoutLast(matrix: Tensor): Tensor {
  return firstOf(matrix, (matrix.shape[1] as number) - 1);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
