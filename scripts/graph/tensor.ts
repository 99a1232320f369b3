/**
 * Symbolic tensors: values of a graph that has not run yet. A graph is nothing but the tensors that were made by
 * applying operators to others; `grad` adds more of them, `writeOnnx` turns all that some outputs need into a file.
 */
import { elementCount, formatShape, GraphError, sameShape, type Shape } from './shape.ts';

export type DType = 'float32' | 'int64' | 'bool';

export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly string: string }
  | { readonly dtype: DType };

/** One application of an operator. */
export interface Node {
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly Tensor[];
  readonly gradient: Gradient | undefined;
}

/**
 * The vector-Jacobian product of a node: from the loss's gradients with respect to its outputs (undefined where an
 * output does not reach the loss) to those with respect to its inputs, each of the input's shape (undefined where
 * none flows). It states the operator's derivative and nothing else.
 */
export type Gradient = (outputGrads: readonly (Tensor | undefined)[]) => readonly (Tensor | undefined)[];

export type Source =
  | { readonly kind: 'input'; readonly name: string }
  | {
      readonly kind: 'constant';
      readonly name: string | undefined;
      readonly values: ConstantValues;
      readonly storage: Storage;
    }
  | { readonly kind: 'node'; readonly node: Node; readonly index: number };

export type ConstantValues = Float32Array | BigInt64Array;

/** How a constant lies in the file: `float16` halves it and is cast back when a session is made. */
export type Storage = 'plain' | 'float16';

export interface Tensor {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly source: Source;
}

/** A value that is fed when the graph runs. */
export function input(name: string, shape: Shape, dtype: DType = 'float32'): Tensor {
  return { dtype, shape, source: { kind: 'input', name } };
}

/** A value stored in the graph. Named ones are the weights of a model; a number becomes a scalar. */
export function constant(
  values: ConstantValues | number,
  shape: readonly number[] = [],
  options: { name?: string; storage?: Storage } = {},
): Tensor {
  const array = typeof values === 'number' ? Float32Array.of(values) : values;
  if (array.length !== elementCount(shape)) {
    throw new GraphError(`constant: ${array.length} values do not fill shape ${formatShape(shape)}.`);
  }
  const dtype = array instanceof BigInt64Array ? 'int64' : 'float32';
  const source: Source = {
    kind: 'constant',
    name: options.name,
    values: array,
    storage: options.storage ?? 'plain',
  };
  return { dtype, shape, source };
}

/** Sizes, axes and indices as ONNX wants them: a 1-D int64 constant. */
export function indices(values: readonly number[]): Tensor {
  return constant(BigInt64Array.from(values, BigInt), [values.length]);
}

export interface NodeSpec {
  readonly inputs: readonly Tensor[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly { readonly shape: Shape; readonly dtype?: DType }[];
  readonly gradient?: Gradient;
}

/** Applies an operator with several outputs. */
export function applyNode(op: string, spec: NodeSpec): readonly Tensor[] {
  const outputs: Tensor[] = [];
  const node: Node = {
    op,
    inputs: spec.inputs,
    attributes: spec.attributes ?? {},
    outputs,
    gradient: spec.gradient && checkedGradient(op, spec.inputs, spec.gradient),
  };
  for (const [index, { shape, dtype = 'float32' }] of spec.outputs.entries()) {
    outputs.push({ dtype, shape, source: { kind: 'node', node, index } });
  }
  return outputs;
}

export interface OperatorSpec {
  readonly inputs: readonly Tensor[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly shape: Shape;
  readonly dtype?: DType;
  /** As `Gradient`, for the one output; absent where the operator has no derivative. */
  readonly gradient?: (outputGrad: Tensor) => readonly (Tensor | undefined)[];
}

/** Applies an operator with one output. */
export function applyOperator(op: string, spec: OperatorSpec): Tensor {
  const { inputs, attributes = {}, shape, dtype = 'float32', gradient } = spec;
  return applyNode(op, {
    inputs,
    attributes,
    outputs: [{ shape, dtype }],
    ...(gradient && {
      gradient: ([outputGrad]) => (outputGrad ? gradient(outputGrad) : inputs.map(() => undefined)),
    }),
  })[0]!;
}

/** A derivative of the wrong shape is a bug of the operator; it is caught here rather than as a wrong number. */
function checkedGradient(op: string, inputs: readonly Tensor[], gradient: Gradient): Gradient {
  return (outputGrads) => {
    const inputGrads = gradient(outputGrads);
    for (const [index, inputGrad] of inputGrads.entries()) {
      const { shape } = inputs[index]!;
      if (inputGrad && !sameShape(inputGrad.shape, shape)) {
        throw new GraphError(
          `${op}: the gradient of input ${index} has shape ${formatShape(inputGrad.shape)}, the input ${formatShape(shape)}.`,
        );
      }
    }
    return inputGrads;
  };
}
