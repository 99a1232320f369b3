/** Times one contender in a process of its own: engines in one process change each other's globals and threads. */
import { installBrowserWorker } from './browser-worker.ts';
import { ourStep } from './our-step.ts';
import type { Contender } from './workload.ts';

export interface Timing {
  readonly medianMs: number;
  /** After the last step: equal losses show that contenders computed the same. */
  readonly loss: number;
}

export const contenders: Readonly<Record<string, () => Promise<Contender>>> = {
  'onnxruntime-node, 1 thread': () => ourStep({ backend: 'cpu', threads: 1 }),
  'onnxruntime-node, 2 threads': () => ourStep({ backend: 'cpu', threads: 2 }),
  'onnxruntime-web (WASM), 1 thread': () => ourStep({ backend: 'wasm', threads: 1 }),
  'onnxruntime-web (WASM), 2 threads': () => ourStep({ backend: 'wasm', threads: 2 }),
  '@jax-js/jax (WASM), 1 thread': async () => (await import('./jax-step.ts')).jaxStep(),
  '@jax-js/jax (WASM), worker pool': async () => {
    installBrowserWorker();
    return (await import('./jax-step.ts')).jaxStep();
  },
};

const WARMUP_STEPS = 5; // sessions and kernels are compiled in the first ones

if (import.meta.main && process.send) {
  const [name, steps] = [process.argv[2]!, Number(process.argv[3])];
  const { step, close } = await contenders[name]!();
  for (let count = 0; count < WARMUP_STEPS; count++) await step();
  const timesMs: number[] = [];
  let loss = Number.NaN;
  for (let count = 0; count < steps; count++) {
    const startedAt = performance.now();
    loss = await step();
    timesMs.push(performance.now() - startedAt);
  }
  await close();
  const timing: Timing = { medianMs: timesMs.sort((a, b) => a - b)[Math.floor(steps / 2)]!, loss };
  process.send(timing, () => process.exit(0)); // worker pools would keep the process alive
}
