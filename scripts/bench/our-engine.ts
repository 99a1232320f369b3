import { openSession, type Backend, type Session, type TensorValue, type Values } from '#scripts/engine.ts';
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { matMul } from '#scripts/graph/ops/matrix.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { staticShape } from '#scripts/graph/shape.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import type { Weights } from '#scripts/networks/params.ts';
import type { Update } from '#scripts/training/objective.ts';
import { advance, asFeeds, asTargets, emptyLike, initialArrays } from '#scripts/training/state.ts';
import { writeUpdate } from '#scripts/training/step.ts';
import { MATRIX_SIZE, type Contender, type Engine } from './contender.ts';
import { ourOperators } from './our-operators.ts';
import { isMovedBy, LEARNING_RATE, zeros, type Workload } from './workload.ts';

type Params = Readonly<Record<string, Weights>>;

/** This project's engine: the training loop's own graphs and buffers. */
export function ourEngine(backend: Backend): Engine {
  return {
    open: (workload, threads) => {
      const open = (bytes: Uint8Array) => openSession(bytes, { backend, threads });
      return workload.optimizer === 'none' ? openGradients(workload, open) : openTraining(workload, open);
    },
    async openMatMul(threads) {
      const shape = [MATRIX_SIZE, MATRIX_SIZE];
      const product = matMul(input('a', shape), input('b', shape));
      const session = await openSession(writeOnnx({ product }, 'matmul'), { backend, threads });
      const feeds = { a: zeros(shape), b: zeros(shape) };
      const targets = { product: zeros(shape) };
      return { run: async () => void (await session.run(feeds, targets)), close: () => session.release() };
    },
  };
}

async function openTraining(
  workload: Workload,
  open: (bytes: Uint8Array) => Promise<Session>,
): Promise<Contender> {
  const params: Params = Object.fromEntries(
    Object.entries(workload.params).map(([name, { shape, data }]) => [name, { shape, values: data.slice() }]),
  );
  const updates = workload.updates.map((update): Update<Params> => ({
    name: update.name,
    moves: update.moves,
    optimizer: adam(),
    learningRate: () => LEARNING_RATE,
    inputs: () => symbolicInputs(workload.inputs),
    trainingFeeds: () => workload.inputs,
    loss: (symbolic, inputs) =>
      update.loss(ourOperators, { ...(symbolic as Readonly<Record<string, Tensor>>), ...inputs }),
  }));
  const sessions: Session[] = [];
  for (const update of updates) {
    sessions.push(await open(writeUpdate({ batchSize: workload.batchSize }, update, params).bytes));
  }
  const arrays = initialArrays({ updates }, params);
  const spare = emptyLike(arrays);
  let count = 0;
  return {
    async step() {
      count++;
      const losses: number[] = [];
      for (const session of sessions) {
        const known = { ...workload.inputs, learning_rate: scalar(LEARNING_RATE), step: scalar(count) };
        const outputs = await session.run(
          { ...asFeeds(arrays, session.inputs), ...taken(session, known) },
          { ...asTargets(spare, session.outputs), loss: scalar(0) },
        );
        advance(arrays, spare, outputs);
        losses.push(Number(outputs['loss']!.data[0]));
      }
      return losses;
    },
    close: () => closeAll(sessions),
  };
}

/** Loss and gradients, and the forward pass by itself. */
async function openGradients(
  workload: Workload,
  open: (bytes: Uint8Array) => Promise<Session>,
): Promise<Contender> {
  const [update] = workload.updates;
  const values = symbolicInputs({ ...workload.params, ...workload.inputs });
  const moved = Object.keys(workload.params).filter((name) => isMovedBy(update!, name));
  const loss = update!.loss(ourOperators, values);
  const grads = grad(
    loss,
    moved.map((name) => values[name]!),
  );
  const outputs = Object.fromEntries(grads.map((gradient, index) => [`gradient.${moved[index]}`, gradient]));
  const y = workload.forward!(ourOperators, values);
  const training = await open(writeOnnx({ loss, ...outputs }, 'gradients'));
  const forward = await open(writeOnnx({ y }, 'forward'));
  const [lossAndGradients, pass] = [runner(training, { loss, ...outputs }), runner(forward, { y })];
  const feeds = { ...workload.params, ...workload.inputs };
  return {
    step: async () => [Number((await lossAndGradients(feeds))['loss']!.data[0])],
    forward: async () => void (await pass(feeds)),
    close: () => closeAll([training, forward]),
  };
}

/** Runs a session on those values that it takes, into arrays that are made once, as the training loop does. */
function runner(session: Session, outputs: Readonly<Record<string, Tensor>>) {
  const targets = Object.fromEntries(
    Object.entries(outputs).map(([name, { shape }]) => [name, zeros(staticShape('bench', shape))]),
  );
  return (values: Values) => session.run(taken(session, values), targets);
}

const taken = (session: Session, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in session.inputs));

const symbolicInputs = (values: Workload['inputs']): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(Object.entries(values).map(([name, { shape }]) => [name, input(name, shape)]));

const scalar = (value: number): TensorValue => ({ data: Float32Array.of(value), shape: [] });

async function closeAll(sessions: readonly Session[]): Promise<void> {
  for (const session of sessions) await session.release();
}
