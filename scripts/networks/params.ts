/** Parameters of a network: a tree of named arrays, and its symbolic twin that graphs are built from. */
import { constant, input, type Storage, type Tensor } from '#scripts/graph/tensor.ts';

export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type ParamTree = Weights | readonly ParamTree[] | { readonly [name: string]: ParamTree };

/** The same tree with a symbolic tensor in place of each array. */
export type Symbolic<P> = ParamTree extends P
  ? SymbolicTree // of a network that is not known here
  : { readonly [K in keyof P]: P[K] extends Weights ? Tensor : Symbolic<P[K]> };

type SymbolicTree = Tensor | readonly SymbolicTree[] | { readonly [name: string]: SymbolicTree };

export interface SymbolicParams<P> {
  readonly symbolic: Symbolic<P>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** The arrays of a tree with their dotted names, as `decoder.0.weight`, in a fixed order. */
export function flattenParams(
  params: ParamTree,
  prefix = '',
): readonly (readonly [name: string, weights: Weights])[] {
  if (isWeights(params)) return [[prefix, params]];
  return Object.entries(params).flatMap(([key, child]: [string, ParamTree]) =>
    flattenParams(child, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** Parameters as inputs of a graph, for training: the tree, and its leaves by name. */
export function paramsAsInputs<P extends ParamTree>(params: P): SymbolicParams<P> {
  const tensors = new Map<string, Tensor>();
  const symbolic = mapTree(params, '', (name, { shape }) => {
    const tensor = input(name, shape);
    tensors.set(name, tensor);
    return tensor;
  });
  return { symbolic: symbolic as Symbolic<P>, tensors };
}

/** Parameters stored in a graph, for use. */
export function paramsAsConstants<P extends ParamTree>(params: P, storage: Storage): Symbolic<P> {
  return mapTree(params, '', (name, { shape, values }) =>
    constant(values, shape, { name, storage }),
  ) as Symbolic<P>;
}

/** The same tree with other values, given by dotted name. */
export function replaceValues<P extends ParamTree>(
  params: P,
  arrays: ReadonlyMap<string, { readonly data: Float32Array }>,
): P {
  return mapTree(params, '', (name, { shape }) => ({ shape, values: arrays.get(name)!.data })) as P;
}

/** Typed by its callers: TypeScript cannot follow a leaf's type through a tree of unknown depth. */
function mapTree(
  params: ParamTree,
  prefix: string,
  leaf: (name: string, weights: Weights) => unknown,
): unknown {
  if (isWeights(params)) return leaf(prefix, params);
  const child = (key: string | number, tree: ParamTree) =>
    mapTree(tree, prefix === '' ? `${key}` : `${prefix}.${key}`, leaf);
  if (isList(params)) return params.map((tree, index) => child(index, tree));
  return Object.fromEntries(Object.entries(params).map(([key, tree]) => [key, child(key, tree)]));
}

function isList(params: ParamTree): params is readonly ParamTree[] {
  return Array.isArray(params);
}

function isWeights(params: ParamTree): params is Weights {
  return 'values' in params && params.values instanceof Float32Array;
}
