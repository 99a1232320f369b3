/**
 * A variational autoencoder whose decoder is the same small network at every place of the image: it is told the code
 * and the place, so that "the same thing elsewhere" is easy to say (the spatial broadcast decoder; Watters et al. 2019).
 */
import { silu } from '#scripts/graph/ops/activation.ts';
import { add } from '#scripts/graph/ops/elementwise.ts';
import { reshape, transpose } from '#scripts/graph/ops/layout.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { constant, type Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import { applyLayers, initLayers } from './autoencoder.ts';
import { applyDense, initDense } from './dense.ts';
import type { Symbolic, Weights } from './params.ts';
import type { VaeParams } from './vae.ts';

export interface BroadcastVaeShape {
  /** Pixels along a side of the image. */
  readonly width: number;
  /** Places along a side; the decoder draws a square patch of the image at each. */
  readonly places: number;
  /** Sizes of the encoder's hidden layers. */
  readonly encoderDims: readonly number[];
  readonly latentDim: number;
  /** Sizes of the decoder's hidden layers. */
  readonly decoderDims: readonly [number, ...number[]];
}

/** The decoder's first layer reads the code; `place` is what that layer reads of the place besides. */
export type BroadcastVaeParams = VaeParams & {
  /** [2, decoderDims[0]] */
  readonly place: Weights;
};

export function initBroadcastVae(random: RandomStream, shape: BroadcastVaeShape): BroadcastVaeParams {
  const { width, places, encoderDims, latentDim, decoderDims } = shape;
  const hidden = [width ** 2, ...encoderDims];
  return {
    // The posterior starts near the prior.
    encoder: [...initLayers(random, hidden), initDense(random, hidden.at(-1)!, 2 * latentDim, 0.1)],
    decoder: initLayers(random, [latentDim, ...decoderDims, (width / places) ** 2]),
    place: initDense(random, 2, decoderDims[0]).weight,
  };
}

/**
 * @param z [batch, latentDim]
 * @returns logits [batch, width · width]
 */
export function decodeBroadcast(
  { decoder: [code, ...rest], place }: Symbolic<BroadcastVaeParams>,
  z: Tensor,
  { width, places }: Pick<BroadcastVaeShape, 'width' | 'places'>,
): Tensor {
  const [batch] = z.shape;
  const count = places ** 2;
  const patch = width / places;
  const ofCode = applyDense(code!, z);
  const units = ofCode.shape[1]!;
  const ofPlace = gemm(coordinates(places), place);
  const hidden = silu(add(reshape(ofCode, [batch!, 1, units]), reshape(ofPlace, [1, count, units]))); // [batch, count, units]
  // One product over all places of all images is quicker than one an image, where the batch is known.
  const rows = typeof batch === 'number' ? reshape(hidden, [batch * count, units]) : hidden;
  const patches = reshape(applyLayers(rest, rows), [batch!, places, places, patch, patch]);
  return reshape(transpose(patches, [0, 1, 3, 2, 4]), [batch!, width ** 2]);
}

/** The middles of the places, x and y from −2 to 2, about as wide as the codes' prior: [places², 2]. */
function coordinates(places: number): Tensor {
  const at = (index: number) => 4 * ((index + 0.5) / places - 0.5);
  const values = Array.from({ length: places ** 2 }, (_, place) => [
    at(place % places),
    at(Math.floor(place / places)),
  ]);
  return constant(Float32Array.from(values.flat()), [places ** 2, 2]);
}
