/** Sizes of a tensor's axes; a name such as `batch` stands for a size that is free when the graph runs. */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

/** A graph was put together wrongly; the message names the operator and the shapes. */
export class GraphError extends Error {
  override name = 'GraphError';
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** Shape of an elementwise result under ONNX's multidirectional broadcasting (aligned at the last axis). */
export function broadcastShapes(op: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new GraphError(
      `${op}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: axis ${axis} has sizes ${left} and ${right}.`,
    );
  });
}

/** Number of elements; only shapes without free sizes have one. */
export function elementCount(shape: Shape): number {
  return staticShape('elementCount', shape).reduce((product, size) => product * size, 1);
}

/** The shape as numbers, for operators that cannot work with free sizes. */
export function staticShape(op: string, shape: Shape): readonly number[] {
  return shape.map((dimension) => {
    if (typeof dimension === 'number') return dimension;
    throw new GraphError(
      `${op}: shape ${formatShape(shape)} has the free size "${dimension}". Build this graph with a number there.`,
    );
  });
}

/** Axes counted from the front, in ascending order; negative ones count from the end. */
export function normalizeAxes(op: string, axes: readonly number[], rank: number): readonly number[] {
  const normalized = axes.map((axis) => {
    if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
      throw new GraphError(`${op}: axis ${axis} does not exist in a tensor of rank ${rank}.`);
    }
    return axis < 0 ? axis + rank : axis;
  });
  if (new Set(normalized).size !== normalized.length) {
    throw new GraphError(`${op}: axes [${axes.join(', ')}] name an axis twice.`);
  }
  return normalized.sort((a, b) => a - b);
}
