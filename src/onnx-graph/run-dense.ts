/** Runs a graph of dense layers at build, for pictures of inputs that no reference holds. Demos run theirs in the page. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readNumbers, readOnnx } from './onnx-file.ts';

/**
 * @param model the model's id
 * @param file  name of an ONNX file in its folder, of dense layers and what is done number by number
 * @param input [size] of the graph's only input
 * @returns     its outputs by name, each [size]
 * @throws Error at an operator other than those of dense layers
 */
export function runDense(
  model: string,
  file: string,
  input: Float32Array,
): ReadonlyMap<string, Float32Array> {
  const bytes = readFileSync(resolve('models', model, file));
  const { inputs, outputs, nodes } = readOnnx(bytes);
  const values = new Map(readNumbers(bytes));
  values.set([...inputs.keys()][0]!, input);
  for (const node of nodes) {
    const [a, b, c] = node.inputs.map((name) => values.get(name)!);
    values.set(node.outputs[0]!, result(node.op, a!, b, c));
  }
  return new Map(outputs.map((name) => [name, values.get(name)!]));
}

function result(op: string, a: Float32Array, b?: Float32Array, c?: Float32Array): Float32Array {
  if (op === 'Cast') return a; // to 32 bits, which the numbers have as they are read
  if (op === 'Sigmoid') return a.map((value) => 1 / (1 + Math.exp(-value)));
  if (op === 'Mul') return a.map((value, i) => value * b![i]!);
  if (op === 'Gemm') return dense(a, b!, c!);
  throw new Error(`${op} is no operator of dense layers. Give it to src/onnx-graph/run-dense.ts.`);
}

/**
 * @param weight [inputs, outputs], row by row
 * @param bias   [outputs]
 */
function dense(input: Float32Array, weight: Float32Array, bias: Float32Array): Float32Array {
  const sums = Float64Array.from(bias);
  for (const [row, value] of input.entries())
    for (let column = 0; column < bias.length; column++)
      sums[column]! += value * weight[row * bias.length + column]!;
  return Float32Array.from(sums);
}
