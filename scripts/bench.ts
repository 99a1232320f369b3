/** `npm run bench`: one training step in our engine and in @jax-js/jax, in turn, as ratios. */
import { runCommand, wholeNumber } from './command.ts';
import { jaxStep } from './bench/jax-step.ts';
import { ourStep } from './bench/our-step.ts';

const help = `Time one training step of a 784-512-256-32-256-512-784 autoencoder, batch 128, Adam,
in this project's engine and in @jax-js/jax, in turn, and print the ratios.

  npm run bench [-- options]

  --rounds N    rounds of all contenders (5); each takes its best median
  --steps N     steps a round (40)`;

const CONTENDERS = [
  { name: 'onnxruntime-node, 1 thread', open: () => ourStep({ backend: 'cpu', threads: 1 }) },
  { name: 'onnxruntime-node, 2 threads', open: () => ourStep({ backend: 'cpu', threads: 2 }) },
  { name: 'onnxruntime-web (WASM), 1 thread', open: () => ourStep({ backend: 'wasm', threads: 1 }) },
  { name: '@jax-js/jax (WASM)', open: jaxStep },
] as const;

await runCommand(
  { help, options: { rounds: { type: 'string', default: '5' }, steps: { type: 'string', default: '40' } } },
  async ({ values }) => {
    const [rounds, steps] = [wholeNumber('rounds', values.rounds, 1), wholeNumber('steps', values.steps, 3)];
    const best = new Map<string, number>();
    const losses = new Map<string, number>();
    for (let round = 1; round <= rounds; round++) {
      for (const { name, open } of CONTENDERS) {
        const { step, close } = await open();
        for (let warmup = 0; warmup < 3; warmup++) await step();
        const timesMs: number[] = [];
        for (let count = 0; count < steps; count++) {
          const startedAt = performance.now();
          losses.set(name, await step());
          timesMs.push(performance.now() - startedAt);
        }
        await close();
        const medianMs = timesMs.sort((a, b) => a - b)[Math.floor(steps / 2)]!;
        best.set(name, Math.min(best.get(name) ?? Infinity, medianMs));
        console.log(`round ${round}  ${name.padEnd(34)} ${medianMs.toFixed(1).padStart(6)} ms`);
      }
    }

    const jaxMs = best.get('@jax-js/jax (WASM)')!;
    console.log('\nbest median of a step, and how many times as fast as @jax-js/jax:');
    for (const [name, ms] of best) {
      const loss = losses.get(name)!.toPrecision(5);
      console.log(
        `  ${name.padEnd(34)} ${ms.toFixed(1).padStart(6)} ms  ${(jaxMs / ms).toFixed(2)}×  (loss after ${steps + 3} steps: ${loss})`,
      );
    }
    return 0;
  },
);
