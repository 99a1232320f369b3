/**
 * `npm run bench`: training steps in our engine, native and in WebAssembly, and in @jax-js/jax, in turn, as ratios; and
 * how soon the demos and the search answer, and what memory the demos take.
 */
import { benchDemos } from './bench/demos.ts';
import { benchMemory } from './bench/memory.ts';
import { benchSearch } from './bench/search.ts';
import { benchSite } from './bench/site.ts';
import { MATRIX_SIZE } from './bench/contender.ts';
import { ENGINES, startEngine, type EngineName, type Question, type Timing } from './bench/timing.ts';
import { layerHeader, layerRow, stepHeader, stepRow, type Measured } from './bench/table.ts';
import { countFlops } from './bench/workload.ts';
import { PARTS, type Part } from './bench/workloads.ts';
import { runCommand, UsageError, wholeNumber } from './command.ts';

const parts = Object.keys(PARTS) as Part[];
/** What is measured of the built site. */
const SITE: Readonly<Record<string, (gestures: number) => Promise<void> | void>> = {
  demos: benchDemos,
  memory: benchMemory,
  search: benchSearch,
  site: benchSite,
};

const help = `Time training steps in onnxruntime-node, onnxruntime-web (WASM) and @jax-js/jax (WASM), in turn, and print
their rates and ratios: how many images a second, and what share of the rate of a plain MatMul in the same run.

  npm run bench [-- parts and options]

  parts         ${parts.join(', ')}; by default all of these
                whole steps with Adam, and for conv single convolutions forward and backward
  demos         how soon the demos of the built site answer a gesture, beside the run of their models
  memory        what lectures of the built site hold in Chromium, with their demos at work and after
  search        how long the search of the built site takes for a keystroke, beside a plain scan of its texts
  site          how time, memory and search text of the build grow to 100 and 1,000 generated pages of formulas
  --gestures N  made with each demo (31)
  --rounds N    rounds of all engines (3); each is judged by its best round
  --seconds N   least time of an engine in a round (1); a round is judged by its median step
  --threads N   threads of each engine (1); with one, processor time is measured, which a busy machine does not change,
                with more the time that passes, for which the machine should be quiet`;

await runCommand(
  {
    help,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '1' },
      threads: { type: 'string', default: '1' },
      gestures: { type: 'string', default: '31' },
    },
  },
  async ({ values, positionals }) => {
    const rounds = wholeNumber('rounds', values.rounds, 1);
    const seconds = wholeNumber('seconds', values.seconds, 0);
    const threads = wholeNumber('threads', values.threads, 1);
    const gestures = wholeNumber('gestures', values.gestures, 1);
    const unknown = positionals.find((name) => !(name in SITE) && !(name in PARTS));
    if (unknown !== undefined)
      throw new UsageError(
        `There is no part "${unknown}". Parts: ${[...parts, ...Object.keys(SITE)].join(', ')}.`,
      );
    for (const name of positionals) await SITE[name]?.(gestures);
    if (positionals.length > 0 && positionals.every((name) => name in SITE)) return 0;
    const chosen = positionals.length === 0 ? parts : parts.filter((part) => positionals.includes(part));

    const engines = ENGINES.map((name) => [name, startEngine(name, threads, seconds)] as const);
    const best = async (question: Question) => {
      const timings = new Map<EngineName, Timing>();
      for (let round = 0; round < rounds; round++) {
        for (const [name, engine] of engines) {
          const timing = await engine.time(question);
          const sofar = timings.get(name);
          timings.set(name, sofar ? faster(sofar, timing) : timing);
        }
      }
      return Object.fromEntries(timings) as Record<EngineName, Timing>;
    };

    const matMul = await best({ kind: 'matmul' });
    const matMulRates = ENGINES.map((name) => {
      const gigaflops = (2 * MATRIX_SIZE ** 3) / matMul[name].stepMs / 1e6;
      return [name, gigaflops] as const;
    });
    const clock = threads === 1 ? 'one thread, in processor time' : `${threads} threads, in time that passes`;
    console.log(`${clock}; the best of ${rounds} rounds, engines in turn\n`);
    console.log(`MatMul of ${MATRIX_SIZE} × ${MATRIX_SIZE}, in GFLOP/s:`);
    for (const [name, gigaflops] of matMulRates) console.log(`  ${name.padEnd(18)} ${gigaflops.toFixed(1)}`);

    for (const part of chosen) {
      const workloads = PARTS[part]();
      const isLayers = part === 'conv';
      if (isLayers || part === chosen[0]) console.log(`\n${isLayers ? layerHeader() : stepHeader()}`);
      for (const [index, workload] of workloads.entries()) {
        const timings = await best({ kind: 'workload', part, index });
        assertSame(workload.title, timings);
        const measured: Measured = {
          workload,
          timings,
          flops: countFlops(workload),
          matMulGigaflops: matMulRates[0]![1],
        };
        console.log(isLayers ? layerRow(measured) : stepRow(measured));
      }
    }
    for (const [, engine] of engines) engine.stop();
    return 0;
  },
);

function faster(a: Timing, b: Timing): Timing {
  const least = (x: number | undefined, y: number | undefined) =>
    x === undefined || y === undefined ? undefined : Math.min(x, y);
  return { ...a, stepMs: Math.min(a.stepMs, b.stepMs), forwardMs: least(a.forwardMs, b.forwardMs) };
}

/** @throws where engines that should compute the same do not, to float32's accuracy over a long sum */
function assertSame(title: string, timings: Readonly<Record<EngineName, Timing>>): void {
  const [first, ...others] = ENGINES.map((name) => timings[name].losses);
  const same = others.every((losses) =>
    losses.every(
      (loss, index) => Math.abs(loss - first![index]!) <= 1e-3 * Math.max(1e-3, Math.abs(first![index]!)),
    ),
  );
  if (same) return;
  const lines = ENGINES.map((name) => `${name}: ${timings[name].losses.join(', ')}`);
  throw new Error(
    `${title}: the engines did not compute the same. Losses of the first steps:\n${lines.join('\n')}`,
  );
}
