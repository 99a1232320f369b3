/** What a reader calls the layers of a graph: what each does, what it takes and from where, and what it has learned. */
import { viewGraph, type GraphView } from './graph-view.ts';
import type { OnnxGraph, OnnxNode, Shape } from './onnx-file.ts';
import { matchPattern, type FusedKind } from './patterns.ts';
import { inferShapes } from './shapes.ts';

/** Operators that only move, cut or scale numbers: told of the layer that they feed. */
const PLUMBING = ['Cast', 'Identity', 'Reshape', 'Slice', 'Split', 'Transpose'] as const;
const SCALINGS: readonly string[] = ['Add', 'Div', 'Mul', 'Sub'];

export type Passage = 'reshape' | 'slice' | 'transpose' | 'scale';

const PASSAGES: Readonly<Record<string, Passage | undefined>> = {
  Reshape: 'reshape',
  Slice: 'slice',
  Split: 'slice',
  Transpose: 'transpose',
};

export type LayerKind = FusedKind | (typeof KINDS)[keyof typeof KINDS] | 'embedding' | 'offset' | 'weights';

const KINDS = {
  Abs: 'absolute',
  Add: 'add',
  Clip: 'clip',
  Concat: 'concat',
  Conv: 'conv',
  DepthToSpace: 'depth-to-space',
  Div: 'divide',
  Exp: 'exp',
  Gemm: 'linear',
  MatMul: 'linear',
  MaxPool: 'max-pool',
  Mul: 'multiply',
  ReduceMean: 'mean',
  ReduceSum: 'sum',
  Relu: 'relu',
  Resize: 'resize',
  Sigmoid: 'sigmoid',
  Softmax: 'softmax',
  Softplus: 'softplus',
  SpaceToDepth: 'space-to-depth',
  Sub: 'subtract',
  Tanh: 'tanh',
} as const;

/** Where a layer or an output takes numbers from. */
export interface Edge {
  readonly from: { readonly input: string } | { readonly layer: number };
  /** What happens to them on the way. */
  readonly through: readonly Passage[];
  readonly shape: Shape | undefined;
}

export interface LayerSettings {
  /** [height, width] */
  readonly kernel?: readonly number[];
  readonly stride?: readonly number[];
  /** Rows and columns of zeros: [top, left, bottom, right]. */
  readonly padding?: readonly number[];
  /** How many times larger or smaller images become. */
  readonly factor?: number;
  /** A slope, or how many of the largest are kept. */
  readonly value?: number;
  /** [least, greatest] */
  readonly range?: readonly [number, number];
  /** Whether what is joined comes both from a layer and past it. */
  readonly isSkip?: boolean;
  /** Whether entries of the weights are left out by a mask. */
  readonly isMasked?: boolean;
  /** Whether it holds weights of several moments, of which an input chooses one. */
  readonly isChosen?: boolean;
}

export interface Layer {
  /** From 1, in the order of the graph. */
  readonly number: number;
  /** What it is, or the name of an ONNX operator that has no entry here. */
  readonly kind: LayerKind | { readonly operator: string };
  readonly settings: LayerSettings;
  readonly edges: readonly Edge[];
  readonly shape: Shape | undefined;
  /** Weights that no layer before it has. */
  readonly weights: number;
  /** Layers whose weights it uses again. */
  readonly sharesWith: readonly number[];
}

export interface Flow {
  readonly inputs: readonly { readonly name: string; readonly shape: Shape }[];
  readonly layers: readonly Layer[];
  readonly outputs: readonly {
    readonly name: string;
    readonly edge: Edge;
    readonly shape: Shape | undefined;
  }[];
}

interface Group {
  readonly kind: Layer['kind'];
  readonly nodes: ReadonlySet<OnnxNode>;
  readonly last: OnnxNode;
  readonly value: number | undefined;
}

/** Layers, inputs and outputs of a graph. */
export function flowOf(graph: OnnxGraph): Flow {
  const view = viewGraph(graph);
  const shapes = inferShapes(graph);
  const groups = groupsOf(view);
  const numbers = new Map(groups.flatMap(({ nodes }, i) => [...nodes].map((node) => [node, i + 1] as const)));

  const edgeTo = (tensor: string): Edge => {
    const through: Passage[] = [];
    let at = tensor;
    for (let node = view.producer(at); node !== undefined; node = view.producer(at)) {
      const layer = numbers.get(node);
      if (layer !== undefined) return { from: { layer }, through, shape: shapes.get(tensor) };
      const passage = SCALINGS.includes(node.op) ? 'scale' : PASSAGES[node.op];
      if (passage !== undefined && through[0] !== passage) through.unshift(passage);
      at = node.inputs.find((input) => view.isData(input)) ?? node.inputs[0] ?? '';
    }
    return { from: { input: at }, through, shape: shapes.get(tensor) };
  };

  const owners = new Map<string, number>();
  /** The layers before each, by its number. */
  const before = new Map<number, ReadonlySet<number>>();
  const layers = groups.map((group, i): Layer => {
    const number = i + 1;
    const taken = [...group.nodes].flatMap((node) => node.inputs);
    const made = new Set([...group.nodes].flatMap((node) => node.outputs));
    const used = group.kind === 'weights' ? group.last.outputs : taken;
    const origins = used.filter((name) => name !== '' && !view.isData(name)).map(view.origin);
    const weights = new Set(origins.flatMap((origin) => [...origin.weights]));
    const fresh = [...weights].filter((name) => !owners.has(name));
    const shared = [...weights].flatMap((name) => owners.get(name) ?? []);
    for (const name of fresh) owners.set(name, number);
    const edges = distinct(
      group.kind === 'weights'
        ? [...graph.inputs.keys()].filter((name) => !view.isData(name)).map(edgeTo)
        : taken.filter((name) => view.isData(name) && !made.has(name)).map(edgeTo),
    );
    const sources = edges.flatMap(({ from }) => ('layer' in from ? [from.layer] : []));
    before.set(number, new Set(sources.flatMap((source) => [source, ...(before.get(source) ?? [])])));
    const isSkip = sources.some((one) => sources.some((other) => before.get(other)?.has(one)));
    return {
      number,
      kind: group.kind,
      settings: {
        ...settingsOf(group, view, shapes),
        ...((group.kind === 'add' || group.kind === 'concat') && isSkip && { isSkip }),
        ...(origins.some(({ isMasked }) => isMasked) && { isMasked: true }),
        ...(origins.some(({ operators }) => operators.has('Gather')) && { isChosen: true }),
      },
      edges,
      shape: shapes.get(group.last.outputs[0] ?? ''),
      weights: fresh.reduce((sum, name) => sum + elements(graph, name), 0),
      sharesWith: [...new Set(shared)],
    };
  });

  return {
    inputs: [...graph.inputs].map(([name, shape]) => ({ name, shape })),
    layers,
    outputs: graph.outputs.map((name) => ({ name, edge: edgeTo(name), shape: shapes.get(name) })),
  };
}

/** Nodes by layer, in the order of the layers' last nodes; nodes of weights alone and plumbing are in none. */
function groupsOf(view: GraphView): readonly Group[] {
  const claimed = new Set<OnnxNode>();
  const groups: Group[] = [];
  for (const last of view.graph.nodes.toReversed()) {
    if (claimed.has(last)) continue;
    const isData = last.outputs.some((output) => view.isData(output));
    if (!isData) {
      if (last.outputs.some((output) => view.graph.outputs.includes(output)))
        groups.unshift({ kind: 'weights', nodes: new Set([last]), last, value: undefined });
      continue;
    }
    const match = matchPattern(last, view);
    if (match === undefined && isPlumbing(last, view)) continue;
    const nodes = match?.nodes ?? new Set([last]);
    for (const node of nodes) claimed.add(node);
    groups.unshift({ kind: match?.kind ?? kindOf(last, view), nodes, last, value: match?.value });
  }
  return groups;
}

function isPlumbing(node: OnnxNode, view: GraphView): boolean {
  if (PLUMBING.some((op) => op === node.op)) return true;
  return SCALINGS.includes(node.op) && node.inputs.some((input) => view.scalar(input) !== undefined);
}

function kindOf(node: OnnxNode, view: GraphView): Layer['kind'] {
  const [first = '', second = ''] = node.inputs;
  if (node.op === 'Gather' && !view.isData(first)) return 'embedding';
  if (node.op === 'Add' && (!view.isData(first) || !view.isData(second))) return 'offset';
  if (node.op === 'MatMul' && view.isData(second)) return { operator: node.op };
  return KINDS[node.op as keyof typeof KINDS] ?? { operator: node.op };
}

function settingsOf(
  { last, value }: Group,
  view: GraphView,
  shapes: ReadonlyMap<string, Shape>,
): LayerSettings {
  const ints = (name: string) => {
    const found = last.attributes[name];
    return Array.isArray(found) ? (found as readonly number[]) : [];
  };
  const block = last.attributes['blocksize'];
  const [taken = [], made = []] = [last.inputs[0], last.outputs[0]].map((name) => shapes.get(name ?? ''));
  const [before, after] = [taken.at(-1), made.at(-1)];
  switch (last.op) {
    case 'Conv': {
      const kernel =
        shapes
          .get(last.inputs[1] ?? '')
          ?.slice(2)
          .map(Number) ?? [];
      return { kernel, stride: ints('strides'), padding: ints('pads') };
    }
    case 'MaxPool':
      return { kernel: ints('kernel_shape'), stride: ints('strides') };
    case 'Resize':
      return typeof before === 'number' && typeof after === 'number' ? { factor: after / before } : {};
    case 'Clip':
      return {
        range: [
          view.scalar(last.inputs[1] ?? '') ?? -Infinity,
          view.scalar(last.inputs[2] ?? '') ?? Infinity,
        ],
      };
    default:
      if (typeof block === 'number') return { factor: block };
      return value === undefined ? {} : { value };
  }
}

function distinct(edges: readonly Edge[]): readonly Edge[] {
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function elements({ initializers }: OnnxGraph, name: string): number {
  return initializers.get(name)?.shape.reduce((product, size) => product * size, 1) ?? 0;
}
