/** Random numbers of a page, the same for the same seed as those of `scripts/random.ts`. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The first `count` draws from [0, 1) that a seed gives, 24 random bits each. */
export function uniforms(seed: number, count: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, uniformOf(seed));
}

/** The first `count` draws of the standard normal that a seed gives, by Box–Muller, two uniforms a draw. */
export function standardNormals(seed: number, count: number): Float32Array<ArrayBuffer> {
  const uniform = uniformOf(seed);
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

function uniformOf(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => (generator.next() >>> 8) / 2 ** 24;
}
