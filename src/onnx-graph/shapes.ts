/** The shape of every tensor of a graph, from the shapes of its inputs, operator by operator (ONNX operators, opset 20). */
import type { Dimension, OnnxGraph, OnnxNode, Shape } from './onnx-file.ts';

/** What a rule knows of its node. */
interface Operands {
  readonly node: OnnxNode;
  /** Shapes of the inputs, in order. */
  readonly shapes: readonly Shape[];
  /** Values of a constant input. @throws Unknown where they are computed, or the input is left out */
  values(input: number): readonly number[];
  /** The same, or a default where the input is left out. */
  valuesOr(input: number, otherwise: readonly number[]): readonly number[];
  ints(attribute: string, otherwise: readonly number[]): readonly number[];
  int(attribute: string, otherwise: number): number;
}

type Rule = (operands: Operands) => readonly Shape[];

/** A rule cannot tell. */
class Unknown extends Error {
  override name = 'Unknown';
}

/** @returns shapes by tensor; a tensor is absent if its operator has no rule here, or needs a shape that is absent */
export function inferShapes(graph: OnnxGraph): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>(graph.inputs);
  for (const [name, { shape }] of graph.initializers) shapes.set(name, shape);
  for (const node of graph.nodes) {
    try {
      const outputs = RULES[node.op]?.(operandsOf(node, graph, shapes)) ?? [];
      outputs.forEach((shape, i) => shapes.set(node.outputs[i] ?? '', shape));
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
    }
  }
  shapes.delete('');
  return shapes;
}

function operandsOf(
  node: OnnxNode,
  { initializers }: OnnxGraph,
  shapes: ReadonlyMap<string, Shape>,
): Operands {
  const values = (input: number) => {
    const known = initializers.get(node.inputs[input] ?? '')?.values;
    if (known === undefined) throw new Unknown();
    return known;
  };
  return {
    node,
    shapes: node.inputs.map((name) => {
      const shape = name === '' ? [] : shapes.get(name);
      if (shape === undefined) throw new Unknown();
      return shape;
    }),
    values,
    valuesOr: (input, otherwise) => ((node.inputs[input] ?? '') === '' ? otherwise : values(input)),
    ints: (attribute, otherwise) => {
      const value = node.attributes[attribute];
      return Array.isArray(value) ? value : otherwise;
    },
    int: (attribute, otherwise) => {
      const value = node.attributes[attribute];
      return typeof value === 'number' ? value : otherwise;
    },
  };
}

const same: Rule = ({ shapes }) => [first(shapes)];
const elementwise: Rule = ({ shapes }) => [shapes.reduce(broadcast)];

const RULES: Readonly<Record<string, Rule>> = {
  Abs: same,
  Cast: same,
  Clip: same,
  Exp: same,
  Identity: same,
  Neg: same,
  Relu: same,
  Sigmoid: same,
  Softmax: same,
  Softplus: same,
  Sqrt: same,
  Tanh: same,

  Add: elementwise,
  Div: elementwise,
  Greater: elementwise,
  GreaterOrEqual: elementwise,
  Min: elementwise,
  Mul: elementwise,
  Sub: elementwise,
  Where: elementwise,

  ArgMin: (operands) => [reduced(operands, [operands.int('axis', 0)])],
  ReduceMean: (operands) => [reduced(operands, operands.values(1))],
  ReduceSum: (operands) => [reduced(operands, operands.values(1))],
  Concat: concat,
  Conv: conv,
  DepthToSpace: ({ shapes, int }) => {
    const [batch, channels, height, width] = image(shapes);
    const block = int('blocksize', 1);
    return [[batch, channels / block ** 2, height * block, width * block]];
  },
  Gather: ({ shapes: [data = [], indices = []], int }) => {
    const axis = fromFront(int('axis', 0), data);
    return [[...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]];
  },
  Gemm: ({ shapes: [a = [], b = []], int }) => [
    [at(a, int('transA', 0) === 1 ? 1 : 0), at(b, int('transB', 0) === 1 ? 0 : 1)],
  ],
  MatMul: ({ shapes: [a = [], b = []] }) => {
    if (a.length < 2 || b.length < 2) throw new Unknown();
    return [[...broadcast(a.slice(0, -2), b.slice(0, -2)), at(a, a.length - 2), at(b, b.length - 1)]];
  },
  MaxPool: ({ shapes, ints }) => {
    const [batch, channels, height, width] = image(shapes);
    const [down = 1, across = 1] = ints('kernel_shape', []);
    const [stepDown = 1, stepAcross = 1] = ints('strides', []);
    const [top = 0, left = 0, bottom = 0, right = 0] = ints('pads', []);
    return [
      [
        batch,
        channels,
        windows(height + top + bottom, down, stepDown),
        windows(width + left + right, across, stepAcross),
      ],
    ];
  },
  Reshape: ({ shapes, values }) => [reshaped(first(shapes), values(1))],
  Resize: ({ shapes, values }) => {
    const scales = values(2);
    return [
      first(shapes).map((size, axis) =>
        typeof size === 'number' ? Math.floor(size * (scales[axis] ?? 1)) : size,
      ),
    ];
  },
  Slice: slice,
  SpaceToDepth: ({ shapes, int }) => {
    const [batch, channels, height, width] = image(shapes);
    const block = int('blocksize', 1);
    return [[batch, channels * block ** 2, height / block, width / block]];
  },
  Split: ({ shapes, values, int }) => {
    const shape = first(shapes);
    const axis = fromFront(int('axis', 0), shape);
    return values(1).map((size) => shape.with(axis, size));
  },
  TopK: ({ shapes, values, int }) => {
    const shape = first(shapes);
    const top = shape.with(fromFront(int('axis', -1), shape), values(1)[0] ?? 1);
    return [top, top];
  },
  Transpose: ({ shapes, ints }) => {
    const shape = first(shapes);
    return [ints('perm', [...shape.keys()].toReversed()).map((axis) => at(shape, axis))];
  },
};

/** Multidirectional broadcasting: aligned at the last axis, sizes of 1 stretch. */
function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new Unknown();
  });
}

function concat({ shapes, int }: Operands): readonly Shape[] {
  const axis = fromFront(int('axis', 0), first(shapes));
  const total = shapes.reduce((sum, shape) => sum + fixed(at(shape, axis)), 0);
  return [first(shapes).with(axis, total)];
}

function conv({ shapes, ints }: Operands): readonly Shape[] {
  const [batch, , height, width] = image(shapes);
  const [filters = 0, , down = 1, across = 1] = (shapes[1] ?? []).map(fixed);
  const [stepDown = 1, stepAcross = 1] = ints('strides', []);
  const [spreadDown = 1, spreadAcross = 1] = ints('dilations', []);
  const [top = 0, left = 0, bottom = 0, right = 0] = ints('pads', []);
  return [
    [
      batch,
      filters,
      windows(height + top + bottom, (down - 1) * spreadDown + 1, stepDown),
      windows(width + left + right, (across - 1) * spreadAcross + 1, stepAcross),
    ],
  ];
}

function reduced({ shapes, int }: Operands, axes: readonly number[]): Shape {
  const shape = first(shapes);
  const gone = new Set(axes.map((axis) => fromFront(axis, shape)));
  if (int('keepdims', 1) === 1) return shape.map((size, axis) => (gone.has(axis) ? 1 : size));
  return shape.filter((_, axis) => !gone.has(axis));
}

/** Of the target's sizes 0 keeps the input's, and −1 is what is left of the elements: the free size, if there is one. */
function reshaped(shape: Shape, target: readonly number[]): Shape {
  const kept = target.map((size, axis) => (size === 0 ? at(shape, axis) : size));
  if (!kept.includes(-1)) return kept;
  const free = shape.filter((size) => typeof size === 'string' && !kept.includes(size));
  const left = count(shape) / count(kept.filter((size) => size !== -1));
  if (free.length === 0 && Number.isInteger(left)) return kept.with(kept.indexOf(-1), left);
  if (free.length === 1 && left === 1) return kept.with(kept.indexOf(-1), at(free, 0));
  throw new Unknown();
}

function slice({ shapes, values, valuesOr }: Operands): readonly Shape[] {
  const shape = [...first(shapes)];
  const starts = values(1);
  const ends = values(2);
  const axes = valuesOr(3, [...starts.keys()]);
  const steps = valuesOr(
    4,
    starts.map(() => 1),
  );
  axes.forEach((given, i) => {
    const axis = fromFront(given, shape);
    const size = fixed(at(shape, axis));
    const step = steps[i] ?? 1;
    const place = (from: number) => (from < 0 ? from + size : from);
    const within = (from: number) => (step > 0 ? clamp(from, 0, size) : clamp(from, -1, size - 1));
    const length = Math.ceil((within(place(ends[i] ?? size)) - within(place(starts[i] ?? 0))) / step);
    shape[axis] = Math.max(0, length);
  });
  return [shape];
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const windows = (length: number, window: number, step: number) => Math.floor((length - window) / step) + 1;
const fromFront = (axis: number, { length }: Shape) => (axis < 0 ? axis + length : axis);

/** Elements along the axes of known size. */
function count(shape: Shape): number {
  return shape.reduce<number>((product, size) => (typeof size === 'number' ? product * size : product), 1);
}

function first(shapes: readonly Shape[]): Shape {
  return shapes[0] ?? [];
}

function at(shape: Shape, axis: number): Dimension {
  const size = shape[axis];
  if (size === undefined) throw new Unknown();
  return size;
}

function fixed(size: Dimension): number {
  if (typeof size === 'string') throw new Unknown();
  return size;
}

/** [batch, channels, height, width] */
function image(shapes: readonly Shape[]): readonly [Dimension, number, number, number] {
  const shape = first(shapes);
  if (shape.length !== 4) throw new Unknown();
  return [at(shape, 0), fixed(at(shape, 1)), fixed(at(shape, 2)), fixed(at(shape, 3))];
}
