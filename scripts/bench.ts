/** `npm run bench`: one training step in our engine and in @jax-js/jax, in turn, as ratios. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { contenders, type Timing } from './bench/contender.ts';
import { runCommand, wholeNumber } from './command.ts';

const help = `Time one training step of a 784-512-256-32-256-512-784 autoencoder, batch 128, Adam,
in this project's engine and in @jax-js/jax, in turn, and print the ratios.

  npm run bench [-- options]

  --rounds N    rounds of all contenders (5); each is judged by its best round
  --steps N     steps a round (40); a round is judged by its median step`;

async function time(name: string, steps: number): Promise<Timing> {
  const child = fork(new URL('bench/contender.ts', import.meta.url), [name, `${steps}`]);
  let timing: Timing | undefined;
  child.once('message', (message) => (timing = message as Timing));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!timing) throw new Error(`${name} ended with ${code} before it was timed; its output is above.`);
  return timing;
}

function formatRow(name: string, { medianMs, loss }: Timing): string {
  return `${name.padEnd(34)} ${medianMs.toFixed(1).padStart(6)} ms   loss ${loss.toFixed(5)}`;
}

await runCommand(
  { help, options: { rounds: { type: 'string', default: '5' }, steps: { type: 'string', default: '40' } } },
  async ({ values }) => {
    const [rounds, steps] = [wholeNumber('rounds', values.rounds, 1), wholeNumber('steps', values.steps, 3)];
    const best = new Map<string, Timing>();
    for (let round = 1; round <= rounds; round++) {
      for (const name of Object.keys(contenders)) {
        const timing = await time(name, steps);
        if (timing.medianMs < (best.get(name)?.medianMs ?? Infinity)) best.set(name, timing);
        console.log(`round ${round}  ${formatRow(name, timing)}`);
      }
    }

    const computed = [...best.values()].map(({ loss }) => loss);
    if (Math.max(...computed) / Math.min(...computed) > 1.001) {
      throw new Error(`The contenders did not compute the same: their losses are ${computed.join(', ')}.`);
    }
    console.log('\nbest round of each:');
    for (const [name, timing] of best) console.log(`  ${formatRow(name, timing)}`);
    const fastest = (prefix: string) =>
      Math.min(...[...best].filter(([name]) => name.startsWith(prefix)).map(([, { medianMs }]) => medianMs));
    const ratio = (prefix: string) => (fastest('@jax-js') / fastest(prefix)).toFixed(2);
    console.log('\nEach engine at its best thread count:');
    console.log(`  onnxruntime-node is ${ratio('onnxruntime-node')} times as fast as @jax-js/jax`);
    console.log(`  onnxruntime-web  is ${ratio('onnxruntime-web')} times as fast as @jax-js/jax`);
    return 0;
  },
);
