/** Reads ONNX files: what a drawing needs to know of their graphs. The only code of the site that knows the file format. */
import { fromBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  TensorProto_DataType,
  type AttributeProto,
  type TensorProto,
  type ValueInfoProto,
} from 'onnx-buf';

/** Size of an axis: a number, or the name of one that is free when the graph runs. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

export interface Initializer {
  readonly shape: readonly number[];
  /** Learned, as against a constant of the graph: the export names constants `constant_1`, `constant_2`, … */
  readonly isWeight: boolean;
  /** Of constants that are short enough to be sizes, axes, factors and the like. */
  readonly values: readonly number[] | undefined;
}

export interface OnnxNode {
  readonly op: string;
  /** Names of tensors; '' for one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, number | string | readonly number[]>>;
}

export interface OnnxGraph {
  readonly inputs: ReadonlyMap<string, Shape>;
  readonly outputs: readonly string[];
  readonly initializers: ReadonlyMap<string, Initializer>;
  /** Each after all that it depends on. */
  readonly nodes: readonly OnnxNode[];
}

/** Longest constant whose values are read. */
const LONGEST_VALUES = 8;

/** @throws Error if the bytes are no ONNX file with a graph */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  if (graph === undefined) throw new Error('An ONNX file has no graph in it. Export the model again.');
  return {
    inputs: new Map(graph.input.map((input) => [input.name, shapeOf(input)])),
    outputs: graph.output.map(({ name }) => name),
    initializers: new Map(graph.initializer.map((tensor) => [tensor.name, initializer(tensor)])),
    nodes: graph.node.map(({ opType, input, output, attribute }) => ({
      op: opType,
      inputs: input,
      outputs: output,
      attributes: Object.fromEntries(attribute.map((each) => [each.name, valueOf(each)])),
    })),
  };
}

/** The numbers of a graph's stored tensors, by name, whether they are kept in 32 bits or in 16; of no other type. */
export function readNumbers(bytes: Uint8Array): ReadonlyMap<string, Float32Array> {
  const { graph } = fromBinary(ModelProtoSchema, bytes);
  const numbers = (graph?.initializer ?? []).flatMap(({ name, dataType, rawData }) => {
    const { buffer } = Uint8Array.from(rawData); // a copy, since views of more than a byte must be aligned
    if (dataType === TensorProto_DataType.FLOAT) return [[name, new Float32Array(buffer)] as const];
    if (dataType === TensorProto_DataType.FLOAT16)
      return [[name, Float32Array.from(new Float16Array(buffer))] as const];
    return [];
  });
  return new Map(numbers);
}

function shapeOf({ name, type }: ValueInfoProto): Shape {
  const declared = type?.value.case === 'tensorType' ? type.value.value.shape : undefined;
  if (declared === undefined) throw new Error(`The graph's input "${name}" declares no shape.`);
  return declared.dim.map(({ value }) =>
    value.case === 'dimValue' ? Number(value.value) : (value.value ?? '?'),
  );
}

function initializer(tensor: TensorProto): Initializer {
  const shape = tensor.dims.map(Number);
  const isShort = shape.reduce((product, size) => product * size, 1) <= LONGEST_VALUES;
  return {
    shape,
    isWeight: !/^constant_\d+$/.test(tensor.name),
    values: isShort ? valuesOf(tensor) : undefined,
  };
}

function valuesOf({ dataType, rawData }: TensorProto): readonly number[] | undefined {
  const { buffer } = Uint8Array.from(rawData); // a copy, since views of 64 bits must be aligned
  if (dataType === TensorProto_DataType.INT64) return Array.from(new BigInt64Array(buffer), Number);
  if (dataType === TensorProto_DataType.FLOAT) return Array.from(new Float32Array(buffer));
  return undefined;
}

function valueOf({ type, i, f, s, ints }: AttributeProto): number | string | readonly number[] {
  if (type === AttributeProto_AttributeType.INT) return Number(i);
  if (type === AttributeProto_AttributeType.FLOAT) return f;
  if (type === AttributeProto_AttributeType.INTS) return ints.map(Number);
  return new TextDecoder().decode(s);
}
