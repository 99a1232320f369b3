/** Numbers within ± `limit` as 16-bit steps, 32,767 to each side. */
const steps = 32_767;

/** Little-endian on every machine that runs this. Values beyond the limit are brought to it. */
export function quantise(values: ArrayLike<number>, limit: number): Int16Array<ArrayBuffer> {
  return Int16Array.from(values, (value) => Math.round(Math.min(1, Math.max(-1, value / limit)) * steps));
}

/** The numbers that `quantise` was given, each to half a step. */
export function restore(quantised: Int16Array, limit: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(quantised, (step) => (step / steps) * limit);
}
