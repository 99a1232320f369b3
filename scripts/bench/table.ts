import type { EngineName, Timing } from './timing.ts';
import type { Workload } from './workload.ts';

export interface Measured {
  readonly workload: Workload;
  readonly timings: Readonly<Record<EngineName, Timing>>;
  /** Floating-point operations of a step's products. */
  readonly flops: { readonly forward: number; readonly step: number };
  /** What onnxruntime-node's MatMul reaches. */
  readonly matMulGigaflops: number;
}

const TITLE_WIDTH = 30;

const line = (title: string, cells: readonly string[]) =>
  title.padEnd(TITLE_WIDTH) + cells.map((cell) => cell.padStart(11)).join('');

/** Groups of columns: what they are, and which. */
function header(
  title: string,
  groups: readonly (readonly [name: string, columns: readonly string[]])[],
): string {
  const names = groups.map(([name, columns]) => name.padStart(11 * columns.length)).join('');
  return `${title.padEnd(TITLE_WIDTH)}${names}\n${line(
    '',
    groups.flatMap(([, columns]) => columns),
  )}`;
}

const gigaflops = (flops: number, ms: number) => flops / ms / 1e6;

export const stepHeader = (): string =>
  header('whole training steps', [
    ['', ['batch']],
    ['images a second', ['ort-node', 'ort-web', 'jax-js']],
    ['of MatMul', ['ort-node']],
    ['times jax-js', ['ort-node', 'ort-web']],
  ]);

export function stepRow({ workload, timings, flops, matMulGigaflops }: Measured): string {
  const { batchSize, title } = workload;
  const [node, web, jax] = stepTimes(timings);
  const rate = (ms: number) => Math.round((1000 * batchSize) / ms).toLocaleString('en');
  return line(title, [
    `${batchSize}`,
    rate(node),
    rate(web),
    rate(jax),
    percent(gigaflops(flops.step, node) / matMulGigaflops),
    (jax / node).toFixed(1),
    (jax / web).toFixed(1),
  ]);
}

export const layerHeader = (): string =>
  header('convolutions, with gradients', [
    ['', ['batch']],
    ['forward', ['ort-node']],
    ['whole step, GFLOP/s', ['ort-node', 'ort-web', 'jax-js']],
    ['of forward', ['ort-node']],
    ['of MatMul', ['ort-node']],
    ['times jax-js', ['ort-node', 'ort-web']],
  ]);

export function layerRow({ workload, timings, flops, matMulGigaflops }: Measured): string {
  const [node, web, jax] = stepTimes(timings);
  const forward = gigaflops(flops.forward, timings['onnxruntime-node'].forwardMs ?? Number.NaN);
  const step = gigaflops(flops.step, node);
  return line(workload.title, [
    `${workload.batchSize}`,
    forward.toFixed(1),
    step.toFixed(1),
    gigaflops(flops.step, web).toFixed(1),
    gigaflops(flops.step, jax).toFixed(1),
    percent(step / forward),
    percent(step / matMulGigaflops),
    (jax / node).toFixed(1),
    (jax / web).toFixed(1),
  ]);
}

const stepTimes = (timings: Measured['timings']): readonly [node: number, web: number, jax: number] => [
  timings['onnxruntime-node'].stepMs,
  timings['onnxruntime-web'].stepMs,
  timings['@jax-js/jax'].stepMs,
];

const percent = (share: number) => `${Math.round(100 * share)} %`;
