/**
 * A detector that looks once (CenterNet: Zhou, Wang & Krähenbühl 2019, "Objects as points"): each cell of a grid says
 * how likely every class has the middle of a thing there, and what box the thing would have. No anchors; what several
 * cells say of one thing is thinned out afterwards, outside the network.
 */
import { sigmoid, silu, softplus } from '#scripts/graph/ops/activation.ts';
import {
  abs,
  add,
  div,
  exp,
  greaterOrEqual,
  mul,
  neg,
  square,
  sub,
  where,
} from '#scripts/graph/ops/elementwise.ts';
import { concat, reshape, split, transpose } from '#scripts/graph/ops/layout.ts';
import { sum } from '#scripts/graph/ops/reduction.ts';
import { resizeNearest } from '#scripts/graph/ops/resampling.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import type { Symbolic } from './params.ts';

/** Pixels along each side of a cell. */
export const CELL = 4;
/** Side of a square box whose geometry is 0, in pixels. */
export const UNIT_SIDE = 16;

export interface DetectorShape {
  /** Of the square image, in pixels; a multiple of 8. */
  readonly width: number;
  readonly classes: number;
  /** Channels at a half, a quarter and an eighth of the image's width. */
  readonly channels: readonly [half: number, quarter: number, eighth: number];
  /** Channels that both outputs are read from. */
  readonly headChannels: number;
}

export type DetectorParams = {
  readonly half: ConvParams;
  readonly quarter: readonly [ConvParams, ConvParams];
  readonly eighth: readonly [ConvParams, ConvParams, ConvParams];
  readonly lateral: ConvParams;
  readonly head: ConvParams;
  readonly heat: ConvParams;
  readonly geometry: ConvParams;
};

/** What the network says at each cell, before it is read as boxes. */
export interface DetectorOutputs {
  /** [batch, classes, rows, columns] logits of a middle in this cell. */
  readonly heat: Tensor;
  /**
   * [batch, 4, rows, columns] from the cell's middle to the box's, in cells: right and down; logarithms of the box's
   * width and height over `UNIT_SIDE`.
   */
  readonly geometry: Tensor;
}

export function initDetector(random: RandomStream, shape: DetectorShape): DetectorParams {
  const [half, quarter, eighth] = shape.channels;
  const conv = (inputs: number, outputs: number) => initConv(random, { inputs, outputs, kernel: 3 });
  const read = (inputs: number, outputs: number, gain: number) =>
    initConv(random, { inputs, outputs, kernel: 1 }, gain);
  const heat = read(shape.headChannels, shape.classes, 0.1);
  heat.bias.values.fill(-4); // nearly all cells are empty: begin by saying so (Lin et al. 2017, section 4.1)
  return {
    half: conv(1, half),
    quarter: [conv(half, quarter), conv(quarter, quarter)],
    eighth: [conv(quarter, eighth), conv(eighth, eighth), conv(eighth, eighth)],
    lateral: read(eighth, quarter, 1),
    head: conv(quarter, shape.headChannels),
    heat,
    geometry: read(shape.headChannels, 4, 0.1),
  };
}

/**
 * Down to an eighth of the width, to see a whole digit, and up again by one step, to tell neighbours apart (feature
 * pyramid: Lin et al. 2017).
 *
 * @param x [batch, width · width] grey in [0, 1]
 */
export function detect(
  params: Symbolic<DetectorParams>,
  x: Tensor,
  { width }: DetectorShape,
): DetectorOutputs {
  const image = reshape(x, [x.shape[0]!, 1, width, width]);
  const half = silu(applyConv(params.half, image, { stride: 2 }));
  const quarter = silu(applyConv(params.quarter[1], silu(applyConv(params.quarter[0], half, { stride: 2 }))));
  let eighth = silu(applyConv(params.eighth[0], quarter, { stride: 2 }));
  eighth = add(eighth, silu(applyConv(params.eighth[1], eighth)));
  eighth = add(eighth, silu(applyConv(params.eighth[2], eighth)));
  const merged = add(quarter, resizeNearest(applyConv(params.lateral, eighth), 2));
  const head = silu(applyConv(params.head, merged));
  return { heat: applyConv(params.heat, head), geometry: applyConv(params.geometry, head) };
}

/** What the outputs should be, by cell; axes as those of `DetectorOutputs`. */
export interface DetectorTargets {
  /** 1 in the cell of a thing's middle, less around it, 0 elsewhere. */
  readonly heat: Tensor;
  readonly geometry: Tensor;
  /** [batch, 1, rows, columns] how much the geometry of a cell matters. */
  readonly weight: Tensor;
}

/**
 * The penalty-reduced focal loss of the heat (Zhou et al. 2019, equation 1, with α = 2 and β = 4) and the absolute
 * error of the geometry, each for one thing. As the geometry has logarithms of sizes, its error is relative, as that
 * of an overlap is.
 *
 * @returns two scalars
 */
export function detectorLosses({ heat, geometry }: DetectorOutputs, target: DetectorTargets) {
  const probability = sigmoid(heat);
  const isMiddle = where(greaterOrEqual(target.heat, 1), 1, 0);
  const missed = mul(mul(isMiddle, square(sub(1, probability))), softplus(neg(heat)));
  const farness = square(square(sub(1, target.heat))); // 0 in a middle
  const imagined = mul(mul(farness, square(probability)), softplus(heat));
  const count = sum(isMiddle);
  return {
    focal: div(sum(add(missed, imagined)), count),
    box: div(sum(mul(target.weight, abs(sub(geometry, target.geometry)))), count),
  };
}

/**
 * The outputs as candidates, one for each cell, row by row.
 *
 * @returns boxes [batch, cells, 4] left, top, right, bottom in pixels; scores [batch, cells, classes] in (0, 1)
 */
export function readCandidates({ heat, geometry }: DetectorOutputs) {
  const [batch, classes, rows, columns] = heat.shape as [Tensor['shape'][0], number, number, number];
  const cells = rows * columns;
  const byCell = (maps: Tensor, channels: number) =>
    reshape(transpose(maps, [0, 2, 3, 1]), [batch, cells, channels]);
  const middles = Float32Array.from({ length: 2 * cells }, (_, index) => {
    const cell = index >> 1;
    return CELL * ((index % 2 === 0 ? cell % columns : Math.floor(cell / columns)) + 0.5);
  });
  const [offsets, sizes] = split(byCell(geometry, 4), [2, 2], 2) as [Tensor, Tensor];
  const middle = add(constant(middles, [cells, 2]), mul(offsets, CELL));
  const reach = mul(exp(sizes), UNIT_SIDE / 2);
  return {
    boxes: concat([sub(middle, reach), add(middle, reach)], 2),
    scores: byCell(sigmoid(heat), classes),
  };
}
