/** Reverse-mode differentiation: the gradient of a graph is more graph. */
import { add } from './ops/elementwise.ts';
import { formatShape, GraphError } from './shape.ts';
import { constant, type Node, type Tensor } from './tensor.ts';

/**
 * Gradients of a scalar.
 *
 * @param loss      []
 * @param variables tensors that the loss was computed from
 * @returns         one gradient per variable, of its shape
 * @throws GraphError where the loss is no scalar, does not depend on a variable, or passes through an operator
 *                    without a derivative
 */
export function grad(loss: Tensor, variables: readonly Tensor[]): readonly Tensor[] {
  if (loss.shape.length !== 0) {
    throw new GraphError(
      `grad: the loss must be a scalar, not of shape ${formatShape(loss.shape)}. Take its mean or sum.`,
    );
  }
  const relevant = nodesBetween(loss, new Set(variables));
  const grads = new Map<Tensor, Tensor>([[loss, constant(1)]]);

  for (const node of relevant.toReversed()) {
    const outputGrads = node.outputs.map((output) => grads.get(output));
    if (outputGrads.every((outputGrad) => outputGrad === undefined)) continue;
    if (!node.gradient)
      throw new GraphError(`grad: ${node.op} has no derivative, but the loss depends on it.`);
    for (const [index, inputGrad] of node.gradient(outputGrads).entries()) {
      if (!inputGrad) continue;
      const tensor = node.inputs[index]!;
      const sofar = grads.get(tensor);
      grads.set(tensor, sofar ? add(sofar, inputGrad) : inputGrad);
    }
  }

  return variables.map((variable) => {
    const gradient = grads.get(variable);
    if (gradient) return gradient;
    const { source } = variable;
    const label = source.kind === 'node' ? `the output of ${source.node.op}` : `"${source.name}"`;
    throw new GraphError(
      `grad: the loss does not depend on ${label} of shape ${formatShape(variable.shape)}.`,
    );
  });
}

/** Nodes on a path from the variables to the loss, each after all that it depends on. */
function nodesBetween(loss: Tensor, variables: ReadonlySet<Tensor>): readonly Node[] {
  const depends = new Map<Tensor, boolean>();
  const visitedNodes = new Set<Node>();
  const ordered: Node[] = [];

  const visit = (tensor: Tensor): boolean => {
    const known = depends.get(tensor);
    if (known !== undefined) return known;
    let found = variables.has(tensor);
    if (tensor.source.kind === 'node') {
      const { node } = tensor.source;
      for (const nodeInput of node.inputs) found = visit(nodeInput) || found;
      if (found && !visitedNodes.has(node)) {
        visitedNodes.add(node);
        ordered.push(node);
      }
    }
    depends.set(tensor, found);
    return found;
  };

  visit(loss);
  return ordered;
}
