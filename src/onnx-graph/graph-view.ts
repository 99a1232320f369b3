/** A graph with its look-ups: who makes a tensor, who takes it, and whether it is data or made of weights alone. */
import type { OnnxGraph, OnnxNode } from './onnx-file.ts';

export interface GraphView {
  readonly graph: OnnxGraph;
  /** The node that makes a tensor; undefined for inputs and initializers. */
  producer(tensor: string): OnnxNode | undefined;
  consumers(tensor: string): readonly OnnxNode[];
  /** Whether a tensor depends on what the graph is fed, other than on the choice among stored weights by a scalar. */
  isData(tensor: string): boolean;
  /** The value of a constant of one element. */
  scalar(tensor: string): number | undefined;
  /** What a tensor that is no data is made of. */
  origin(tensor: string): Origin;
}

export interface Origin {
  /** Names of the initializers that were learned. */
  readonly weights: ReadonlySet<string>;
  /** Of the nodes that make the tensor from them. */
  readonly operators: ReadonlySet<string>;
  /** Whether entries of the weights are left out by a constant mask. */
  readonly isMasked: boolean;
}

export function viewGraph(graph: OnnxGraph): GraphView {
  const producers = new Map<string, OnnxNode>();
  const consumers = new Map<string, OnnxNode[]>();
  const data = new Set<string>();
  for (const [name, shape] of graph.inputs) if (shape.length > 0) data.add(name);
  for (const node of graph.nodes) {
    for (const input of new Set(node.inputs)) consumers.set(input, [...(consumers.get(input) ?? []), node]);
    const isData = node.inputs.some((input) => data.has(input));
    for (const output of node.outputs) {
      producers.set(output, node);
      if (isData) data.add(output);
    }
  }

  const origins = new Map<string, Origin>();
  const isConstant = (tensor: string) => graph.initializers.get(tensor)?.isWeight === false;
  const origin = (tensor: string): Origin => {
    const known = origins.get(tensor);
    if (known !== undefined) return known;
    const node = producers.get(tensor);
    const parts = node?.inputs.map(origin) ?? [];
    const masks =
      node?.op === 'Where' ||
      (node?.op === 'Mul' && node.inputs.some((input) => isConstant(input) && !isScalar(graph, input)));
    const found: Origin = {
      weights: new Set([
        ...(graph.initializers.get(tensor)?.isWeight ? [tensor] : []),
        ...parts.flatMap(({ weights }) => [...weights]),
      ]),
      operators: new Set([...(node ? [node.op] : []), ...parts.flatMap(({ operators }) => [...operators])]),
      isMasked: masks || parts.some(({ isMasked }) => isMasked),
    };
    origins.set(tensor, found);
    return found;
  };

  return {
    graph,
    producer: (tensor) => producers.get(tensor),
    consumers: (tensor) => consumers.get(tensor) ?? [],
    isData: (tensor) => data.has(tensor),
    scalar: (tensor) =>
      isConstant(tensor) && isScalar(graph, tensor) ? graph.initializers.get(tensor)?.values?.[0] : undefined,
    origin,
  };
}

function isScalar({ initializers }: OnnxGraph, tensor: string): boolean {
  return initializers.get(tensor)?.shape.every((size) => size === 1) ?? false;
}
