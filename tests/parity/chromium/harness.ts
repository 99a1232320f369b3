/** Runs graphs through the site's own runtime, for the parity test to call from outside. */
import type { TensorData } from '#src/model-card.ts';
import { decodeTensor, encodeTensor } from '#src/tensor-data.ts';
import { runtime, superseded, type Backend, type GraphFile } from '#src/runtime/runtime.ts';

export interface ParityHarness {
  run(
    graph: GraphFile,
    backend: Backend,
    inputs: Record<string, TensorData>,
  ): Promise<Record<string, TensorData>>;
}

const harness: ParityHarness = {
  async run(graph, backend, inputs) {
    await runtime.load([graph], backend, () => undefined);
    const tensors = Object.entries(inputs).map(([name, stored]) => [
      name,
      { data: decodeTensor(stored), shape: stored.shape },
    ]);
    const result = await runtime.run('parity', {
      backend,
      graph: graph.key,
      inputs: Object.fromEntries(tensors),
    });
    if (result === superseded) throw new Error('The only request was replaced.');
    return Object.fromEntries(
      Object.entries(result.outputs).map(([name, { data, shape }]) => [name, encodeTensor(data, shape)]),
    );
  },
};

Object.assign(globalThis, { parity: harness });
