/** One training step as one graph: loss, gradients and update, from one state to the next. */
import { grad } from '#scripts/graph/grad.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { paramsAsInputs, type ParamTree } from '#scripts/networks/params.ts';
import type { Objective } from './objective.ts';

/** Name under which the graph gives the next value of a state tensor. */
export const nextName = (name: string): string => `next.${name}`;

/** Name of an optimiser's state for a parameter. */
export const slotName = (param: string, slot: string): string => `${param}/${slot}`;

/** Inputs: the state, `learning_rate`, `step` and the objective's. Outputs: `loss` and the next state. */
export function writeTrainingStep<P extends ParamTree>(
  objective: Pick<Objective<P>, 'batchSize' | 'optimizer' | 'inputs' | 'loss'>,
  params: P,
): Uint8Array<ArrayBuffer> {
  const { symbolic, tensors } = paramsAsInputs(params);
  const loss = objective.loss(symbolic, objective.inputs(objective.batchSize));
  const grads = grad(loss, [...tensors.values()]);
  const [learningRate, step] = [input('learning_rate', []), input('step', [])];

  const outputs: Record<string, Tensor> = { loss };
  for (const [index, [name, param]] of [...tensors].entries()) {
    const slots = objective.optimizer.slots.map((slot) => input(slotName(name, slot), param.shape));
    const next = objective.optimizer.update({ param, grad: grads[index]!, slots, learningRate, step });
    outputs[nextName(name)] = next.param;
    for (const [slotIndex, slot] of objective.optimizer.slots.entries()) {
      outputs[nextName(slotName(name, slot))] = next.slots[slotIndex]!;
    }
  }
  return writeOnnx(outputs, 'training_step');
}

/** Inputs: the parameters and the objective's. Output: `loss`. */
export function writeValidation<P extends ParamTree>(
  objective: Objective<P>,
  params: P,
  batchSize: number,
): Uint8Array<ArrayBuffer> {
  const loss = objective.loss(paramsAsInputs(params).symbolic, objective.inputs(batchSize));
  return writeOnnx({ loss }, 'validation');
}
