/** What every contender computes: the same network, weights, batch and optimiser. */
import { seededRandomStream } from '#scripts/random.ts';

export const BATCH_SIZE = 128;
export const DIMS = [784, 512, 256, 32, 256, 512, 784] as const;
export const LEARNING_RATE = 1e-3;

export interface Contender {
  /** One step; the loss before it. */
  step(): Promise<number>;
  close(): Promise<void>;
}

export interface LayerWeights {
  readonly inputDim: number;
  readonly outputDim: number;
  readonly weight: Float32Array<ArrayBuffer>;
}

export function initialWeights(): readonly LayerWeights[] {
  const random = seededRandomStream(1);
  return DIMS.slice(1).map((outputDim, index) => {
    const inputDim = DIMS[index]!;
    const weight = Float32Array.from(
      { length: inputDim * outputDim },
      () => random.normal() * Math.sqrt(2 / inputDim),
    );
    return { inputDim, outputDim, weight };
  });
}

/** [BATCH_SIZE, 784], as sparse as handwriting. */
export function images(): Float32Array<ArrayBuffer> {
  const random = seededRandomStream(2);
  return Float32Array.from({ length: BATCH_SIZE * DIMS[0] }, () =>
    random.uniform() < 0.2 ? random.uniform() : 0,
  );
}
