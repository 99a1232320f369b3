/** Writes graphs as ONNX files. The only code that knows the file format. */
import { create, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
} from 'onnx-buf';
import { GraphError, type Shape } from './shape.ts';
import type { Attribute, ConstantValues, DType, Node, Tensor } from './tensor.ts';

/** Operator set of every file: new enough for all operators used, old enough for every runtime. */
const OPSET = 20;
const IR_VERSION = 9; // the ONNX release of opset 20

const DATA_TYPE: Record<DType, TensorProto_DataType> = {
  float32: TensorProto_DataType.FLOAT,
  int64: TensorProto_DataType.INT64,
  bool: TensorProto_DataType.BOOL,
};

/**
 * @param outputs what the graph computes, by name; all that they need is written, nothing else
 * @param name    shown by viewers
 * @returns bytes of an ONNX file
 */
export function writeOnnx(outputs: Readonly<Record<string, Tensor>>, name: string): Uint8Array<ArrayBuffer> {
  const writer = new GraphWriter();
  for (const [outputName, tensor] of Object.entries(outputs)) writer.nameOutput(outputName, tensor);
  const graph = writer.write(name, Object.values(outputs), Object.keys(outputs));
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(IR_VERSION),
    producerName: 'latent-notes',
    opsetImport: [{ domain: '', version: BigInt(OPSET) }],
    graph,
  });
  return toBinary(ModelProtoSchema, model);
}

/** Weights that the outputs need. */
export function countParameters(outputs: readonly Tensor[]): number {
  return sum(weightsOf(outputs).map(([, size]) => size));
}

/** The same of a model at one moment of its training: several states of a weight, which bear one name, count once. */
export function countDistinctParameters(outputs: readonly Tensor[]): number {
  return sum(new Map(weightsOf(outputs)).values());
}

/** Names and sizes. */
function weightsOf(outputs: readonly Tensor[]): (readonly [string, number])[] {
  return [...collect(outputs).tensors].flatMap(({ source }) =>
    source.kind === 'constant' && source.name !== undefined
      ? [[source.name, source.values.length] as const]
      : [],
  );
}

const sum = (sizes: Iterable<number>) => [...sizes].reduce((total, size) => total + size, 0);

/** Inputs that the outputs need, by name. */
export function graphInputs(outputs: readonly Tensor[]): Readonly<Record<string, Tensor>> {
  const inputs: Record<string, Tensor> = {};
  for (const tensor of collect(outputs).tensors) {
    if (tensor.source.kind === 'input') inputs[tensor.source.name] = tensor;
  }
  return inputs;
}

/** Every tensor and node that the outputs need, each after all that it depends on. */
function collect(outputs: readonly Tensor[]): { tensors: readonly Tensor[]; nodes: readonly Node[] } {
  const tensors = new Set<Tensor>();
  const nodes = new Set<Node>();
  const visit = (tensor: Tensor) => {
    if (tensors.has(tensor)) return;
    if (tensor.source.kind === 'node' && !nodes.has(tensor.source.node)) {
      tensor.source.node.inputs.forEach(visit);
      nodes.add(tensor.source.node);
    }
    tensors.add(tensor);
  };
  outputs.forEach(visit);
  return { tensors: [...tensors], nodes: [...nodes] };
}

class GraphWriter {
  private readonly names = new Map<Tensor, string>();
  private readonly taken = new Set<string>();
  private readonly counters = new Map<string, number>();
  private readonly initializers: TensorProto[] = [];
  private readonly scalars = new Map<string, string>();
  private readonly nodes: NodeProto[] = [];
  private readonly aliases: [from: Tensor, to: string][] = [];

  /** A tensor that is an input, or is asked for under two names, reaches its output through `Identity`. */
  nameOutput(name: string, tensor: Tensor): void {
    if (this.taken.has(name)) throw new GraphError(`writeOnnx: two outputs are called "${name}".`);
    this.taken.add(name);
    if (tensor.source.kind === 'node' && !this.names.has(tensor)) this.names.set(tensor, name);
    else this.aliases.push([tensor, name]);
  }

  write(graphName: string, outputs: readonly Tensor[], outputNames: readonly string[]): GraphProto {
    const { tensors, nodes } = collect(outputs);
    const graphInputs = tensors.filter(({ source }) => source.kind === 'input');
    for (const tensor of graphInputs) this.nameInput(tensor);
    for (const node of nodes) this.nodes.push(this.writeNode(node));
    for (const [from, to] of this.aliases) {
      this.nodes.push(
        create(NodeProtoSchema, { opType: 'Identity', input: [this.nameOf(from)], output: [to] }),
      );
    }
    return create(GraphProtoSchema, {
      name: graphName,
      input: graphInputs.map((tensor) => valueInfo(this.nameOf(tensor), tensor)),
      output: outputs.map((tensor, index) => valueInfo(outputNames[index]!, tensor)),
      initializer: this.initializers,
      node: this.nodes,
    });
  }

  private nameInput(tensor: Tensor): void {
    if (tensor.source.kind !== 'input' || this.names.has(tensor)) return;
    const { name } = tensor.source;
    if (this.taken.has(name)) throw new GraphError(`writeOnnx: two tensors are called "${name}".`);
    this.taken.add(name);
    this.names.set(tensor, name);
  }

  private writeNode(node: Node): NodeProto {
    return create(NodeProtoSchema, {
      opType: node.op,
      input: node.inputs.map((tensor) => this.nameOf(tensor)),
      output: node.outputs.map((tensor) => this.nameOf(tensor)),
      attribute: Object.entries(node.attributes).map(([name, attribute]) =>
        this.writeAttribute(name, attribute),
      ),
    });
  }

  private nameOf(tensor: Tensor): string {
    const known = this.names.get(tensor);
    if (known !== undefined) return known;
    const { source } = tensor;
    if (source.kind === 'input') throw new GraphError(`writeOnnx: input "${source.name}" was not collected.`);
    const name =
      source.kind === 'constant' ? this.writeConstant(tensor) : this.unique(source.node.op.toLowerCase());
    this.names.set(tensor, name);
    return name;
  }

  private unique(stem: string): string {
    let index = this.counters.get(stem) ?? 1;
    while (this.taken.has(`${stem}_${index}`)) index++;
    this.counters.set(stem, index + 1);
    this.taken.add(`${stem}_${index}`);
    return `${stem}_${index}`;
  }

  private writeConstant({ source, shape }: Tensor): string {
    if (source.kind !== 'constant') throw new GraphError('writeOnnx: not a constant.');
    const dims = shape.map(BigInt);
    const { values, storage } = source;
    if (source.name === undefined) {
      const key = `${values.constructor.name} ${shape.join('×')}: ${values.join()}`;
      const sharable = values.length <= 8;
      const shared = sharable ? this.scalars.get(key) : undefined;
      if (shared !== undefined) return shared;
      const name = this.unique('constant');
      if (sharable) this.scalars.set(key, name);
      this.initializers.push(tensorProto(name, dims, values));
      return name;
    }
    const { name } = source;
    if (this.taken.has(name)) throw new GraphError(`writeOnnx: two tensors are called "${name}".`);
    this.taken.add(name);
    if (storage === 'plain' || !(values instanceof Float32Array)) {
      this.initializers.push(tensorProto(name, dims, values));
      return name;
    }
    const stored = `${name}.float16`;
    this.initializers.push(float16Proto(stored, name, dims, values));
    const to = create(AttributeProtoSchema, {
      name: 'to',
      type: AttributeProto_AttributeType.INT,
      i: BigInt(TensorProto_DataType.FLOAT),
    });
    this.nodes.push(
      create(NodeProtoSchema, { opType: 'Cast', input: [stored], output: [name], attribute: [to] }),
    );
    return name;
  }

  private writeAttribute(name: string, attribute: Attribute): AttributeProto {
    const Type = AttributeProto_AttributeType;
    if ('int' in attribute)
      return create(AttributeProtoSchema, { name, type: Type.INT, i: BigInt(attribute.int) });
    if ('ints' in attribute) {
      return create(AttributeProtoSchema, { name, type: Type.INTS, ints: attribute.ints.map(BigInt) });
    }
    if ('dtype' in attribute)
      return create(AttributeProtoSchema, { name, type: Type.INT, i: BigInt(DATA_TYPE[attribute.dtype]) });
    const bytes = new TextEncoder().encode(attribute.string);
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: bytes });
  }
}

function tensorProto(name: string, dims: bigint[], values: ConstantValues): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dims,
    dataType: values instanceof Float32Array ? TensorProto_DataType.FLOAT : TensorProto_DataType.INT64,
    rawData: bytesOf(values),
  });
}

function float16Proto(name: string, weight: string, dims: bigint[], values: Float32Array): TensorProto {
  const halves = new Float16Array(values);
  if (!halves.every(Number.isFinite)) {
    throw new GraphError(
      `writeOnnx: "${weight}" has values beyond float16's range of ±65504. Store it plainly.`,
    );
  }
  return create(TensorProtoSchema, {
    name,
    dims,
    dataType: TensorProto_DataType.FLOAT16,
    rawData: bytesOf(halves),
  });
}

function bytesOf(values: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength).slice();
}

function valueInfo(name: string, { dtype, shape }: { dtype: DType; shape: Shape }) {
  const dim = shape.map((size) => ({
    value:
      typeof size === 'number'
        ? ({ case: 'dimValue', value: BigInt(size) } as const)
        : ({ case: 'dimParam', value: size } as const),
  }));
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: DATA_TYPE[dtype], shape: { dim } } } },
  });
}
