/** What a few labels teach a network that has seen nothing else: the rival of features learned without labels. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import type { Split } from '#scripts/datasets/dataset.ts';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy } from '#scripts/graph/ops/softmax.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { accuracy, argmax } from '#scripts/metrics/classification.ts';
import { paramsAsConstants, replaceValues, type ParamTree, type Symbolic } from '#scripts/networks/params.ts';
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { Update } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import { advance, asFeeds, asTargets, emptyLike, initialArrays } from '#scripts/training/state.ts';
import { writeUpdate } from '#scripts/training/step.ts';
import { gatherOneHot } from './labels.ts';

export interface Pupil<P extends ParamTree> {
  init(random: RandomStream): P;
  /** @param x [batch, 784] → [batch, classes] */
  logits(params: Symbolic<P>, x: Tensor): Tensor;
  /** Changes images [batch, 784] in place, so that a few become many. */
  augment(images: TensorValue, random: RandomStream): void;
}

const [STEPS, BATCH, TEST_BATCH, CLASSES] = [400, 32, 500, 10];
const learningRate = cosine({ peak: 2e-3, warmupSteps: 40 });

/**
 * Share of test images that the network misreads after a fixed number of steps on these examples alone; nothing is
 * chosen by looking at others.
 *
 * @param indices of the examples in the split
 * @param seed    of its weights, batches and augmentation
 */
export async function errorFromScratch<P extends ParamTree>(
  { init, logits, augment }: Pupil<P>,
  split: Split,
  indices: Int32Array,
  test: Split,
  seed: number,
): Promise<number> {
  const random = seededRandomStream(seed);
  const template = init(random);
  const trainingFeeds = () => {
    const chosen = Int32Array.from({ length: BATCH }, () => indices[random.integer(indices.length)]!);
    const x = gatherPixels(split, chosen);
    augment(x, random);
    return { x, labels: gatherOneHot(split, chosen, CLASSES) };
  };
  const update: Update<P> = {
    name: 'train',
    optimizer: adam(),
    learningRate,
    inputs: (batch) => ({ x: input('x', [batch, 784]), labels: input('labels', [batch, CLASSES]) }),
    trainingFeeds,
    loss: (params, { x, labels }) => mean(crossEntropy(logits(params, x!), labels!)),
  };
  const cpu = { backend: 'cpu', threads: 1 } as const;
  const session = await openSession(writeUpdate({ batchSize: BATCH }, update, template).bytes, cpu);
  const arrays = initialArrays({ updates: [update] }, template);
  const spare = emptyLike(arrays);
  for (let step = 1; step <= STEPS; step++) {
    const outputs = await session.run(
      {
        ...asFeeds(arrays, session.inputs),
        ...trainingFeeds(),
        learning_rate: { data: Float32Array.of(learningRate(step, STEPS)), shape: [] },
        step: { data: Float32Array.of(step), shape: [] },
      },
      asTargets(spare, session.outputs),
    );
    advance(arrays, spare, outputs);
  }
  await session.release();

  const learned = paramsAsConstants(replaceValues(template, arrays), 'plain');
  const reader = await openSession(
    writeOnnx({ scores: logits(learned, input('x', ['batch', 784])) }, 'pupil'),
    cpu,
  );
  const predicted = new Uint8Array(test.count);
  for (let from = 0; from < test.count; from += TEST_BATCH) {
    const size = Math.min(TEST_BATCH, test.count - from);
    const x = gatherPixels(
      test,
      Int32Array.from({ length: size }, (_, index) => from + index),
    );
    const scores = (await reader.run({ x }))['scores']!;
    for (let row = 0; row < size; row++) predicted[from + row] = argmax(scores, row);
  }
  await reader.release();
  return 1 - accuracy(predicted, test.labels).value;
}
