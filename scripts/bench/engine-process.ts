/** The process of one engine: times what it is asked to, one question after another. */
import type { Contender, Engine } from './contender.ts';
import { ourEngine } from './our-engine.ts';
import type { EngineName, Question, Timing } from './timing.ts';
import { PARTS } from './workloads.ts';

const WARMUP_STEPS = 2; // sessions and kernels are compiled in the first ones
const LEAST_RUNS = 3;
const LEAST_PRODUCTS = 50; // so short that the first ones are the processor's waking up

const [name, threads, seconds] = [
  process.argv[2] as EngineName,
  Number(process.argv[3]),
  Number(process.argv[4]),
];

const engines: Record<EngineName, () => Promise<Engine>> = {
  'onnxruntime-node': async () => ourEngine('cpu'),
  'onnxruntime-web': async () => ourEngine('wasm'),
  '@jax-js/jax': async () => (await import('./jax-engine.ts')).jaxEngine,
};
const engine = await engines[name]();

/** With one thread its processor time, which does not grow when other programs run too. */
function clockMs(): number {
  if (threads > 1) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function medianMs(run: () => Promise<unknown>, leastRuns = LEAST_RUNS): Promise<number> {
  const timesMs: number[] = [];
  for (let total = 0; total < 1000 * seconds || timesMs.length < leastRuns; total += timesMs.at(-1)!) {
    const startedAt = clockMs();
    await run();
    timesMs.push(clockMs() - startedAt);
  }
  return timesMs.sort((a, b) => a - b)[Math.floor(timesMs.length / 2)]!;
}

/** What was asked last stays open: it is asked again in the next round. */
let open:
  { readonly key: string; readonly contender: Contender; readonly losses: readonly number[] } | undefined;

async function timeWorkload({ part, index }: Extract<Question, { kind: 'workload' }>): Promise<Timing> {
  const key = `${part} ${index}`;
  if (open?.key !== key) {
    await open?.contender.close();
    const contender = await engine.open(PARTS[part]()[index]!, threads);
    const losses: number[] = [];
    for (let step = 0; step < WARMUP_STEPS; step++) losses.push(...(await contender.step()));
    await contender.forward?.();
    open = { key, contender, losses };
  }
  const { contender, losses } = open;
  const stepMs = await medianMs(() => contender.step());
  return { stepMs, losses, forwardMs: contender.forward && (await medianMs(() => contender.forward!())) };
}

const matMul = await engine.openMatMul(threads);
await matMul.run();

process.on('disconnect', () => process.exit()); // worker pools would keep the process alive
process.on('message', (question: Question) => {
  const answer =
    question.kind === 'workload'
      ? timeWorkload(question)
      : medianMs(() => matMul.run(), LEAST_PRODUCTS).then((stepMs): Timing => ({
          stepMs,
          forwardMs: undefined,
          losses: [],
        }));
  answer.then(
    (timing) => process.send!(timing),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
