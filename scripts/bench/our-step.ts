import { openSession, type SessionOptions, type TensorValue } from '#scripts/engine.ts';
import { relu, sigmoid } from '#scripts/graph/ops/activation.ts';
import { sub, square } from '#scripts/graph/ops/elementwise.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { applyDense, type DenseParams } from '#scripts/networks/dense.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import type { Update } from '#scripts/training/objective.ts';
import { advance, asFeeds, asTargets, emptyLike, initialArrays } from '#scripts/training/state.ts';
import { writeUpdate } from '#scripts/training/step.ts';
import { BATCH_SIZE, images, initialWeights, LEARNING_RATE, type Contender } from './workload.ts';

type Layers = readonly DenseParams[];

/** The training loop's own graph and buffers. */
export async function ourStep(engine: SessionOptions): Promise<Contender> {
  const layers: Layers = initialWeights().map(({ inputDim, outputDim, weight }) => ({
    weight: { shape: [inputDim, outputDim], values: weight },
    bias: { shape: [outputDim], values: new Float32Array(outputDim) },
  }));
  const session = await openSession(writeUpdate({ batchSize: BATCH_SIZE }, update, layers).bytes, engine);
  const x: TensorValue = { data: images(), shape: [BATCH_SIZE, 784] };
  const scalar = (value: number): TensorValue => ({ data: Float32Array.of(value), shape: [] });
  const arrays = initialArrays({ updates: [update] }, layers);
  const spare = emptyLike(arrays);
  const lossTarget = scalar(0);
  let count = 0;

  return {
    async step() {
      const feeds = {
        ...asFeeds(arrays, session.inputs),
        x,
        learning_rate: scalar(LEARNING_RATE),
        step: scalar(++count),
      };
      const outputs = await session.run(feeds, { ...asTargets(spare, session.outputs), loss: lossTarget });
      advance(arrays, spare, outputs);
      return Number(outputs['loss']!.data[0]);
    },
    close: () => session.release(),
  };
}

const update: Update<Layers> = {
  name: 'train',
  learningRate: () => LEARNING_RATE,
  trainingFeeds: () => ({}), // the images are the same at each step
  optimizer: adam(),
  inputs: (batchSize) => ({ x: input('x', [batchSize, 784]) }),
  loss: (layers, { x }) => mean(square(sub(reconstruct(layers, x!), x!))),
};

function reconstruct(layers: Symbolic<Layers>, x: Tensor): Tensor {
  const codeLayer = layers.length / 2 - 1;
  return layers.reduce((hidden, layer, index) => {
    const output = applyDense(layer, hidden);
    if (index === layers.length - 1) return sigmoid(output);
    return index === codeLayer ? output : relu(output);
  }, x);
}
