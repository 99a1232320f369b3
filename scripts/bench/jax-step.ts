import * as jax from '@jax-js/jax';
import { nn, numpy as np } from '@jax-js/jax';
import { BATCH_SIZE, images, initialWeights, LEARNING_RATE, type Contender } from './workload.ts';

type Tree = np.Array[];

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/** The same step as one jitted function, which is how jax-js is fastest. */
export async function jaxStep(): Promise<Contender> {
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const weights = initialWeights();
  let params: Tree = weights.flatMap(({ inputDim, outputDim, weight }) => [
    np.array(weight).reshape([inputDim, outputDim]),
    np.zeros([outputDim]),
  ]);
  const zerosLike = (tree: Tree) => tree.map(({ shape }) => np.zeros(shape));
  let [first, second] = [zerosLike(params), zerosLike(params)];
  const x = np.array(images()).reshape([BATCH_SIZE, 784]);
  let count = 0;

  const loss = (tree: Tree, batch: np.Array): np.Array => {
    const lastLayer = tree.length / 2 - 1;
    const codeLayer = (lastLayer - 1) / 2;
    let hidden = batch.ref;
    for (let layer = 0; layer <= lastLayer; layer++) {
      const output = np.matmul(hidden, tree[2 * layer]!).add(tree[2 * layer + 1]!);
      hidden = layer === lastLayer ? nn.sigmoid(output) : layer === codeLayer ? output : nn.relu(output);
    }
    return np.mean(np.square(hidden.sub(batch)));
  };
  const update = jax.jit(
    (tree: Tree, m: Tree, v: Tree, batch: np.Array, scale: np.Array, epsilon: np.Array) => {
      const [value, grads] = jax.valueAndGrad(loss)(jax.tree.ref(tree), batch) as [np.Array, Tree];
      const nextM = m.map((moment, index) => moment.mul(BETA1).add(grads[index]!.ref));
      const nextV = v.map((moment, index) => moment.mul(BETA2).add(np.square(grads[index]!)));
      const nextTree = tree.map((param, index) =>
        param.sub(nextM[index]!.ref.div(np.sqrt(nextV[index]!.ref).add(epsilon.ref)).mul(scale.ref)),
      );
      scale.dispose();
      epsilon.dispose();
      return [value, nextTree, nextM, nextV] as [np.Array, Tree, Tree, Tree];
    },
  );

  return {
    async step() {
      count++;
      const root = Math.sqrt((1 - BETA2 ** count) / (1 - BETA2));
      const scale = (LEARNING_RATE * root * (1 - BETA1)) / (1 - BETA1 ** count);
      const [value, ...next] = update(
        params,
        first,
        second,
        x.ref,
        np.array(scale),
        np.array(EPSILON * root),
      );
      [params, first, second] = next;
      await jax.blockUntilReady(params);
      return Number((await value.data())[0]);
    },
    async close() {
      for (const tree of [params, first, second]) jax.tree.dispose(tree);
      x.dispose();
      update.dispose();
    },
  };
}
