/**
 * The one source of random numbers, of pages and of the workshop: a seeded xoroshiro128+ stream (pure-rand) whose state
 * can be saved and restored, so that a resumed training draws what an unbroken one would have drawn.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface RandomStream {
  /** Uniform in [0, 1), 24 random bits: every value is exact in float32. */
  uniform(): number;
  /** Standard normal, by Box–Muller; two uniforms a draw, so that the state alone says what comes next. */
  normal(): number;
  /** Uniform integer in [0, limit). */
  integer(limit: number): number;
  /** Shuffles in place (Fisher–Yates). */
  shuffle<T extends { length: number; [index: number]: number }>(items: T): T;
  /** Four 32-bit integers that `restoreRandomStream` takes. */
  state(): readonly number[];
}

export function seededRandomStream(seed: number): RandomStream {
  return wrap(xoroshiro128plus(seed));
}

export function restoreRandomStream(state: readonly number[]): RandomStream {
  return wrap(xoroshiro128plusFromState(state));
}

function wrap(generator: ReturnType<typeof xoroshiro128plus>): RandomStream {
  const uniform = () => (generator.next() >>> 8) / 2 ** 24;
  const integer = (limit: number) => Math.floor(uniform() * limit);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const swapped = items[i]!;
        items[i] = items[j]!;
        items[j] = swapped;
      }
      return items;
    },
    state: () => generator.getState(),
  };
}

/** The first `count` draws from [0, 1) that a seed gives. */
export function uniforms(seed: number, count: number): Float32Array<ArrayBuffer> {
  const random = seededRandomStream(seed);
  return Float32Array.from({ length: count }, () => random.uniform());
}

/** The first `count` draws of the standard normal that a seed gives. */
export function standardNormals(seed: number, count: number): Float32Array<ArrayBuffer> {
  const random = seededRandomStream(seed);
  return Float32Array.from({ length: count }, () => random.normal());
}
