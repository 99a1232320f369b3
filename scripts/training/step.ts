/** One update as one graph: loss, gradients and the optimiser's move, from one state to the next. */
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { add, mul, sub } from '#scripts/graph/ops/elementwise.ts';
import { clipByGlobalNorm } from '#scripts/graph/optimizers.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { paramsAsInputs, type ParamTree } from '#scripts/networks/params.ts';
import { asLoss, isMoved, type Objective, type Update, type Validation } from './objective.ts';

/** Name under which the graph gives the next value of a state tensor. */
export const nextName = (name: string): string => `next.${name}`;

/** Name of an optimiser's state for a parameter. */
export const slotName = (param: string, update: string, slot: string): string => `${param}/${update}/${slot}`;

/** Name of a parameter's moving average. */
export const averageName = (param: string): string => `${param}/average`;

/** What an update's graph is made of, by the names of the state tensors that it moves. */
export interface UpdateGraph {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Parameters that gradients move; each has the optimiser's slots. */
  readonly moved: readonly string[];
  /** Parameters that are assigned. */
  readonly assigned: readonly string[];
  /** Scalars that the graph gives, the loss first. */
  readonly reports: readonly string[];
}

/**
 * Inputs: the state, `learning_rate`, `step`, `averaging_rate` and the update's own. Outputs: `loss`, what it reports, and
 * the next state of what it moves.
 */
export function writeUpdate<P extends ParamTree>(
  { batchSize, averaging }: Pick<Objective<P>, 'batchSize' | 'averaging'>,
  update: Update<P>,
  params: P,
): UpdateGraph {
  const { symbolic, tensors } = paramsAsInputs(params);
  const { loss, reports = {}, assign = [] } = asLoss(update.loss(symbolic, update.inputs(batchSize)));
  const names = new Map([...tensors].map(([name, tensor]) => [tensor, name]));
  const assigned = new Map(assign.map(([param, next]) => [names.get(param)!, next]));
  const moved = [...tensors].filter(([name]) => isMoved(update, name) && !assigned.has(name));
  const unclipped = grad(
    loss,
    moved.map(([, tensor]) => tensor),
  );
  const gradients = update.clipNorm === undefined ? unclipped : clipByGlobalNorm(unclipped, update.clipNorm);
  const [learningRate, step, averagingRate] = ['learning_rate', 'step', 'averaging_rate'].map((name) =>
    input(name, []),
  ) as [Tensor, Tensor, Tensor];

  const outputs: Record<string, Tensor> = { loss, ...reports };
  const setNext = (name: string, current: Tensor, next: Tensor) => {
    outputs[nextName(name)] = next;
    if (averaging === undefined) return;
    const average = input(averageName(name), current.shape);
    outputs[nextName(averageName(name))] = add(average, mul(sub(next, average), averagingRate));
  };
  for (const [index, [name, param]] of moved.entries()) {
    const slots = update.optimizer.slots.map((slot) => input(slotName(name, update.name, slot), param.shape));
    const next = update.optimizer.update({ param, grad: gradients[index]!, slots, learningRate, step });
    setNext(name, param, next.param);
    for (const [slotIndex, slot] of update.optimizer.slots.entries()) {
      outputs[nextName(slotName(name, update.name, slot))] = next.slots[slotIndex]!;
    }
  }
  for (const [name, next] of assigned) setNext(name, tensors.get(name)!, next);
  return {
    bytes: writeOnnx(outputs, update.name),
    moved: moved.map(([name]) => name),
    assigned: [...assigned.keys()],
    reports: ['loss', ...Object.keys(reports)],
  };
}

/** Inputs: the parameters and the validation's own. Output: `loss`. */
export function writeValidation<P extends ParamTree>(
  validation: Extract<Validation<P>, { inputs: unknown }>,
  params: P,
  batchSize: number,
): Uint8Array<ArrayBuffer> {
  const loss = validation.loss(paramsAsInputs(params).symbolic, validation.inputs(batchSize));
  return writeOnnx({ loss }, 'validation');
}
