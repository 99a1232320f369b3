import type { RandomStream } from '#scripts/random.ts';
import { flopCounter } from './flop-count.ts';
import type { Operators } from './operators.ts';

export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** What every engine computes: the same networks, weights, inputs and optimiser. */
export interface Workload {
  /** Heads its row. */
  readonly title: string;
  readonly batchSize: number;
  /** Initial values, by names whose first part an update's `moves` names. */
  readonly params: Readonly<Record<string, Values>>;
  /** The same at each step. */
  readonly inputs: Readonly<Record<string, Values>>;
  /** Parameters and inputs that are images. */
  readonly images: readonly string[];
  /** What a step does in turn, each with Adam; without an optimiser only gradients are computed. */
  readonly updates: readonly WorkloadUpdate[];
  readonly optimizer: 'adam' | 'none';
  /** What is timed as the forward pass, for single layers. */
  readonly forward?: <T>(operators: Operators<T>, values: Readonly<Record<string, T>>) => T;
}

export interface WorkloadUpdate {
  readonly name: string;
  readonly moves: readonly string[];
  loss<T>(operators: Operators<T>, values: Readonly<Record<string, T>>): T;
}

export const LEARNING_RATE = 1e-3;

export const isMovedBy = ({ moves }: WorkloadUpdate, name: string): boolean =>
  moves.includes(name.split('.')[0]!);

/** Floating-point operations of the products that a step's mathematics asks for, forward and in all. */
export function countFlops({ updates, params, inputs }: Workload): { forward: number; step: number } {
  let [forward, step] = [0, 0];
  for (const update of updates) {
    const { operators, count } = flopCounter();
    const values = Object.entries({ ...params, ...inputs }).map(([name, { shape }]) => {
      return [name, { shape, needsGradient: name in params && isMovedBy(update, name) }] as const;
    });
    update.loss(operators, Object.fromEntries(values));
    const counted = count();
    forward += counted.forward;
    step += counted.forward + counted.backward;
  }
  return { forward, step };
}

/** Normal numbers of this deviation. */
export function normals(random: RandomStream, shape: readonly number[], deviation = 1): Values {
  const count = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length: count }, () => deviation * random.normal()) };
}

/** Pixels in [0, 1], as sparse as handwriting. */
export function pixels(random: RandomStream, shape: readonly number[]): Values {
  const count = shape.reduce((product, size) => product * size, 1);
  return {
    shape,
    data: Float32Array.from({ length: count }, () => (random.uniform() < 0.2 ? random.uniform() : 0)),
  };
}

export const zeros = (shape: readonly number[]): Values => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
});
