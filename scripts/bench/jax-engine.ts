import * as jax from '@jax-js/jax';
import { numpy as np } from '@jax-js/jax';
import { installBrowserWorker } from './browser-worker.ts';
import { MATRIX_SIZE, type Contender, type Engine } from './contender.ts';
import { JaxOperators } from './jax-operators.ts';
import { isMovedBy, LEARNING_RATE, type Values, type Workload, type WorkloadUpdate } from './workload.ts';

type Arrays = Record<string, np.Array>;

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * @jax-js/jax in WebAssembly. A step without convolutions is compiled as one function, which is how it is fastest; one
 * with convolutions in pieces, for the same reason (see `JaxOperators`).
 */
export const jaxEngine: Engine = {
  async open(workload, threads) {
    await start(threads);
    return workload.optimizer === 'none' ? openGradients(workload) : openTraining(workload);
  },
  async openMatMul(threads) {
    await start(threads);
    const [a, b] = [np.zeros([MATRIX_SIZE, MATRIX_SIZE]), np.zeros([MATRIX_SIZE, MATRIX_SIZE])];
    const product = jax.jit((left: np.Array, right: np.Array) => np.matmul(left, right));
    return {
      async run() {
        const result = product(a.ref, b.ref);
        await jax.blockUntilReady(result);
        result.dispose();
      },
      async close() {
        a.dispose();
        b.dispose();
        product.dispose();
      },
    };
  },
};

let started = false;

async function start(threads: number): Promise<void> {
  if (started) return;
  started = true;
  if (threads > 1) installBrowserWorker();
  await jax.init('wasm');
  jax.defaultDevice('wasm');
}

/** Images are kept with their channels last. */
function toArray({ shape, data }: Values, isImage: boolean): np.Array {
  const array = np.array(data).reshape([...shape]);
  return isImage ? np.transpose(array, [0, 2, 3, 1]) : array;
}

function toArrays(workload: Workload, values: Readonly<Record<string, Values>>): Arrays {
  const named = Object.entries(values).map(([name, value]) => {
    return [name, toArray(value, workload.images.includes(name))] as const;
  });
  return Object.fromEntries(named);
}

/** Loss, and gradients of what moves; uses `moved` up, and `fixed` not. */
function lossAndGrads(update: WorkloadUpdate, operators: JaxOperators, moved: Arrays, fixed: Arrays) {
  const loss = (tree: Arrays) =>
    operators.within(Object.values(tree), () => update.loss(operators, { ...fixed, ...tree }));
  return jax.valueAndGrad(loss)(moved) as [np.Array, Arrays];
}

async function openTraining(workload: Workload): Promise<Contender> {
  const operators = new JaxOperators();
  const params = toArrays(workload, workload.params);
  const inputs = toArrays(workload, workload.inputs);
  const isCompiledWhole = workload.images.length === 0;
  const updates = workload.updates.map((update) => {
    const names = Object.keys(params).filter((name) => isMovedBy(update, name));
    const like = () => Object.fromEntries(names.map((name) => [name, np.zeros(params[name]!.shape)]));
    const gradient = (moved: Arrays, fixed: Arrays) => lossAndGrads(update, operators, moved, fixed);
    return { names, first: like(), second: like(), gradient };
  });
  const wholes = updates.map(({ gradient }) =>
    jax.jit((moved: Arrays, fixed: Arrays, m: Arrays, v: Arrays, scale: np.Array, epsilon: np.Array) => {
      const [value, grads] = gradient(jax.tree.ref(moved), fixed);
      jax.tree.dispose(fixed);
      return [value, ...adam(moved, grads, m, v, scale, epsilon)] as [np.Array, Arrays, Arrays, Arrays];
    }),
  );
  const compiledAdam = jax.jit(adam);
  let count = 0;
  return {
    async step() {
      count++;
      const root = Math.sqrt((1 - BETA2 ** count) / (1 - BETA2));
      const scale = () => np.array((LEARNING_RATE * root * (1 - BETA1)) / (1 - BETA1 ** count));
      const epsilon = () => np.array(EPSILON * root);
      const losses: number[] = [];
      for (const [index, update] of updates.entries()) {
        const isMoved = (name: string) => update.names.includes(name);
        const moved = pick(params, isMoved);
        const fixed = { ...pick(params, (name) => !isMoved(name)), ...inputs };
        let value: np.Array;
        let next: Arrays;
        if (isCompiledWhole) {
          const result = wholes[index]!(
            moved,
            jax.tree.ref(fixed),
            update.first,
            update.second,
            scale(),
            epsilon(),
          );
          [value, next, update.first, update.second] = result;
        } else {
          const [loss, grads] = update.gradient(jax.tree.ref(moved), fixed);
          value = loss;
          [next, update.first, update.second] = compiledAdam(
            moved,
            grads,
            update.first,
            update.second,
            scale(),
            epsilon(),
          );
        }
        Object.assign(params, next);
        await jax.blockUntilReady(next);
        losses.push(Number((await value.data())[0]));
      }
      return losses;
    },
    async close() {
      for (const { first, second } of updates) jax.tree.dispose([first, second]);
      jax.tree.dispose([params, inputs]);
    },
  };
}

const pick = (arrays: Arrays, wanted: (name: string) => boolean): Arrays =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => wanted(name)));

/** Adam as ours is written, with the factors (1 − β) in the scalars. */
function adam(
  params: Arrays,
  grads: Arrays,
  m: Arrays,
  v: Arrays,
  scale: np.Array,
  epsilon: np.Array,
): [Arrays, Arrays, Arrays] {
  const [next, nextM, nextV]: [Arrays, Arrays, Arrays] = [{}, {}, {}];
  for (const name of Object.keys(params)) {
    nextM[name] = m[name]!.mul(BETA1).add(grads[name]!.ref);
    nextV[name] = v[name]!.mul(BETA2).add(np.square(grads[name]!));
    const move = nextM[name].ref.div(np.sqrt(nextV[name].ref).add(epsilon.ref)).mul(scale.ref);
    next[name] = params[name]!.sub(move);
  }
  scale.dispose();
  epsilon.dispose();
  return [next, nextM, nextV];
}

async function openGradients(workload: Workload): Promise<Contender> {
  const operators = new JaxOperators();
  const [update] = workload.updates;
  const params = toArrays(workload, workload.params);
  const inputs = toArrays(workload, workload.inputs);
  return {
    async step() {
      const [loss, grads] = lossAndGrads(update!, operators, jax.tree.ref(params), inputs);
      await jax.blockUntilReady(grads);
      jax.tree.dispose(grads);
      return [Number((await loss.data())[0])];
    },
    async forward() {
      const y = operators.within([], () => workload.forward!(operators, { ...params, ...inputs }));
      await jax.blockUntilReady(y);
      y.dispose();
    },
    async close() {
      jax.tree.dispose([params, inputs]);
    },
  };
}
