/** Limited-memory BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5). */

interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A smooth function with its gradient; both are only as exact as what computes them. */
export type Smooth = (point: Float64Array) => Slope | Promise<Slope>;

export interface MinimizeOptions {
  readonly maxIterations: number;
  /** Stops where no entry of the gradient is larger. */
  readonly tolerance: number;
}

const MEMORY = 10;
const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 20;

/** The lowest point found from a start: where the gradient vanishes, no step goes down, or the iterations end. */
export async function minimize(
  objective: Smooth,
  start: Float64Array,
  { maxIterations, tolerance }: MinimizeOptions,
): Promise<Float64Array> {
  let point = start;
  let { value, gradient } = await objective(point);
  const memory: { readonly step: Float64Array; readonly change: Float64Array }[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (gradient.every((entry) => Math.abs(entry) <= tolerance)) break;
    const direction = descentDirection(gradient, memory);
    const slope = dot(direction, gradient);
    // Without memory nothing is known of the scale; a unit step is a safe first guess.
    let length = memory.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let next: { point: Float64Array; value: number; gradient: Float64Array } | undefined;
    for (let halving = 0; halving < MAX_HALVINGS && !next; halving++, length /= 2) {
      const trial = point.map((entry, at) => entry + length * direction[at]!);
      const found = await objective(trial);
      if (found.value <= value + SUFFICIENT_DECREASE * length * slope) next = { point: trial, ...found };
    }
    if (!next) break;
    const step = next.point.map((entry, at) => entry - point[at]!);
    const change = next.gradient.map((entry, at) => entry - gradient[at]!);
    // Only pairs of positive curvature keep the approximation positive definite.
    if (dot(step, change) > 1e-10 * dot(step, step)) memory.push({ step, change });
    if (memory.length > MEMORY) memory.shift();
    ({ point, value, gradient } = next);
  }
  return point;
}

/** Minus the inverse Hessian's approximation times the gradient, by the two loops. */
function descentDirection(
  gradient: Float64Array,
  memory: readonly { readonly step: Float64Array; readonly change: Float64Array }[],
): Float64Array {
  const direction = gradient.map((entry) => -entry);
  const weights = new Float64Array(memory.length);
  for (let at = memory.length - 1; at >= 0; at--) {
    const { step, change } = memory[at]!;
    weights[at] = dot(step, direction) / dot(step, change);
    addScaled(direction, -weights[at]!, change);
  }
  const last = memory.at(-1);
  if (last) {
    const scale = dot(last.step, last.change) / dot(last.change, last.change);
    for (const [at, entry] of direction.entries()) direction[at] = scale * entry;
  }
  for (const [at, { step, change }] of memory.entries()) {
    addScaled(direction, weights[at]! - dot(change, direction) / dot(step, change), step);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function addScaled(target: Float64Array, scale: number, source: Float64Array): void {
  for (let at = 0; at < target.length; at++) target[at]! += scale * source[at]!;
}
