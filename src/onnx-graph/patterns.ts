/** Layers that the export writes as several nodes, found again: each pattern is tried at the last node of its layer. */
import type { GraphView } from './graph-view.ts';
import type { OnnxNode } from './onnx-file.ts';

export type FusedKind =
  | 'attention'
  | 'batch-norm'
  | 'boxes'
  | 'gru'
  | 'l2-norm'
  | 'layer-norm'
  | 'leaky-relu'
  | 'likelihood'
  | 'linear'
  | 'nearest-code'
  | 'silu'
  | 'top-k';

export interface Match {
  readonly kind: FusedKind;
  readonly nodes: ReadonlySet<OnnxNode>;
  /** A slope, or how many of the largest are kept. */
  readonly value?: number | undefined;
}

type Pattern = (last: OnnxNode, view: GraphView) => Match | undefined;

/** @returns the layer that ends in a node, or undefined if the node is a layer of its own */
export function matchPattern(last: OnnxNode, view: GraphView): Match | undefined {
  for (const pattern of PATTERNS) {
    const match = pattern(last, view);
    if (match !== undefined) return match;
  }
  return undefined;
}

/** x·σ(x) (Elfwing et al. 2018). */
const silu: Pattern = (last, view) => {
  if (last.op !== 'Mul') return undefined;
  const [x = '', gate = ''] = last.inputs;
  const sigmoid = view.producer(gate);
  return sigmoid?.op === 'Sigmoid' && sigmoid.inputs[0] === x
    ? { kind: 'silu', nodes: new Set([sigmoid, last]) }
    : undefined;
};

/** x where x > 0, else a slope times x. */
const leakyRelu: Pattern = (last, view) => {
  if (last.op !== 'Where') return undefined;
  const [above = '', x, below = ''] = last.inputs;
  const greater = view.producer(above);
  const scaled = view.producer(below);
  if (greater?.op !== 'Greater' || scaled?.op !== 'Mul') return undefined;
  if (greater.inputs[0] !== x || scaled.inputs[0] !== x) return undefined;
  return {
    kind: 'leaky-relu',
    nodes: new Set([greater, scaled, last]),
    value: view.scalar(scaled.inputs[1] ?? ''),
  };
};

/** The k largest of each row, the others 0. */
const topK: Pattern = (last, view) => {
  if (last.op !== 'Where') return undefined;
  const [above = '', x] = last.inputs;
  const compared = view.producer(above);
  const smallest = view.producer(compared?.inputs[1] ?? '');
  const top = view.producer(smallest?.inputs[0] ?? '');
  if (compared?.op !== 'GreaterOrEqual' || smallest?.op !== 'Slice' || top?.op !== 'TopK') return undefined;
  if (compared.inputs[0] !== x || top.inputs[0] !== x) return undefined;
  return {
    kind: 'top-k',
    nodes: new Set([top, smallest, compared, last]),
    value: view.scalar(top.inputs[1] ?? ''),
  };
};

/** A product with weights, and the bias that is added to nothing but it. */
const linear: Pattern = (last, view) => {
  if (last.op !== 'Add') return undefined;
  const { data, fixed } = sides(last, view);
  const product = data === undefined ? undefined : view.producer(data);
  if (product?.op !== 'MatMul' || fixed === undefined || view.isData(product.inputs[1] ?? ''))
    return undefined;
  return view.consumers(data ?? '').length === 1
    ? { kind: 'linear', nodes: new Set([product, last]) }
    : undefined;
};

/** A scale and a shift that stored variances have gone into (Ioffe & Szegedy 2015, algorithm 2). */
const batchNorm: Pattern = (last, view) => {
  if (last.op !== 'Add') return undefined;
  const { data, fixed } = sides(last, view);
  const scaled = view.producer(data ?? '');
  if (scaled?.op !== 'Mul' || fixed === undefined) return undefined;
  const scale = sides(scaled, view).fixed;
  return scale !== undefined && view.origin(scale).operators.has('Sqrt')
    ? { kind: 'batch-norm', nodes: new Set([scaled, last]) }
    : undefined;
};

/** Scale and shift of (x − mean) / √(variance + ε) over the last axis (Ba et al. 2016). */
const layerNorm: Pattern = (last, view) => {
  if (last.op !== 'Add') return undefined;
  const scaled = view.producer(sides(last, view).data ?? '');
  const whitened = scaled?.op === 'Mul' ? view.producer(sides(scaled, view).data ?? '') : undefined;
  if (scaled === undefined || whitened?.op !== 'Mul') return undefined;
  const [centred, inverse] = whitened.inputs.map((input) => view.producer(input));
  if (centred?.op !== 'Sub' || inverse?.op !== 'Div') return undefined;
  const through = ['ReduceMean', 'Sub', 'Mul', 'Add', 'Sqrt', 'Div'];
  const nodes = absorbed([last, scaled, whitened], through, view, centred.inputs[0]);
  return operators(nodes).includes('ReduceMean') ? { kind: 'layer-norm', nodes } : undefined;
};

/** x / ‖x‖ */
const l2Norm: Pattern = (last, view) => {
  if (last.op !== 'Div' || view.producer(last.inputs[1] ?? '')?.op !== 'Sqrt') return undefined;
  const nodes = absorbed([last], ['Sqrt', 'Add', 'ReduceSum', 'Mul'], view, last.inputs[0]);
  return operators(nodes).includes('ReduceSum') ? { kind: 'l2-norm', nodes } : undefined;
};

/** softmax(QKᵀ)V (Vaswani et al. 2017, equation 1); the softmax itself may be read as well. */
const attention: Pattern = (last, view) => {
  if (last.op !== 'MatMul') return undefined;
  const softmax = view.producer(last.inputs[0] ?? '');
  const scores = softmax?.op === 'Softmax' ? view.producer(softmax.inputs[0] ?? '') : undefined;
  if (softmax === undefined || scores?.op !== 'MatMul') return undefined;
  return { kind: 'attention', nodes: new Set([scores, softmax, last]) };
};

/** The state that is left of a candidate and the state before: n + u(h − n) (Cho et al. 2014). */
const gru: Pattern = (last, view) => {
  if (last.op !== 'Add') return undefined;
  const [candidate, kept] = last.inputs.map((input) => view.producer(input));
  if (candidate?.op !== 'Tanh' || kept?.op !== 'Mul') return undefined;
  const nodes = absorbed([last], ['Tanh', 'Mul', 'Sub', 'Sigmoid', 'Add'], view);
  return operators(nodes).filter((op) => op === 'Sigmoid').length === 2 ? { kind: 'gru', nodes } : undefined;
};

/** log p(x) of independent pixels from their logits. */
const likelihood: Pattern = (last, view) => {
  if (last.op !== 'Neg' || view.producer(last.inputs[0] ?? '')?.op !== 'ReduceSum') return undefined;
  const nodes = absorbed([last], ['ReduceSum', 'Add', 'Mul', 'Softplus', 'Neg', 'Sub'], view);
  return operators(nodes).includes('Softplus') ? { kind: 'likelihood', nodes } : undefined;
};

/** Which vector of a codebook is nearest (van den Oord et al. 2017, equation 1). */
const nearestCode: Pattern = (last, view) => {
  if (last.op !== 'ArgMin') return undefined;
  const nodes = absorbed([last], ['Sub', 'Mul', 'MatMul'], view);
  return operators(nodes).includes('MatMul') ? { kind: 'nearest-code', nodes } : undefined;
};

/** Corners of boxes from their centres and half sizes. */
const boxes: Pattern = (last, view) => {
  if (last.op !== 'Concat') return undefined;
  const nodes = absorbed([last], ['Sub', 'Add', 'Mul', 'Exp'], view);
  return operators(nodes).includes('Exp') ? { kind: 'boxes', nodes } : undefined;
};

const PATTERNS: readonly Pattern[] = [
  silu,
  leakyRelu,
  topK,
  linear,
  batchNorm,
  layerNorm,
  l2Norm,
  attention,
  gru,
  likelihood,
  nearestCode,
  boxes,
];

/** The one operand that is data and the other that is not, in either order. */
function sides(node: OnnxNode, view: GraphView) {
  return {
    data: node.inputs.find((input) => view.isData(input)),
    fixed: node.inputs.find((input) => !view.isData(input)),
  };
}

/**
 * The nodes, and those before them of these operators that nothing else takes from.
 *
 * @param until a tensor that the layer takes from outside
 */
function absorbed(
  seeds: readonly OnnxNode[],
  through: readonly string[],
  view: GraphView,
  until?: string,
): ReadonlySet<OnnxNode> {
  const nodes = new Set(seeds);
  for (let size = 0; size !== nodes.size;) {
    size = nodes.size;
    for (const input of [...nodes].flatMap((node) => node.inputs)) {
      const before = view.producer(input);
      if (before === undefined || input === until || !view.isData(input) || !through.includes(before.op))
        continue;
      const takers = before.outputs.flatMap((output) => view.consumers(output));
      const isRead = before.outputs.some((output) => view.graph.outputs.includes(output));
      if (!isRead && takers.every((taker) => nodes.has(taker))) nodes.add(before);
    }
  }
  return nodes;
}

function operators(nodes: ReadonlySet<OnnxNode>): readonly string[] {
  return [...nodes].map(({ op }) => op);
}
