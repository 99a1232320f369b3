/** Checks that a model does on an engine what its card and reference say: names, then shapes, then values. */
import {
  openSession,
  type Declaration,
  type Session,
  type SessionOptions,
  type Values,
} from '#scripts/engine.ts';
import { ModelError, type ModelFolder } from '#scripts/model-folder.ts';
import type { Graph, Reference, TensorData } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';

export const NATIVE_ENGINE: SessionOptions = { backend: 'cpu', threads: 1 };

/** Both runtimes of this project: native, and the site's WebAssembly. */
export const PARITY_ENGINES: readonly SessionOptions[] = [NATIVE_ENGINE, { backend: 'wasm', threads: 1 }];

export interface ParityResult {
  readonly graph: string;
  readonly backend: SessionOptions['backend'];
  /** Over all outputs. */
  readonly maxAbsDiff: number;
}

/** @throws ModelError at the first graph that differs */
export async function checkParity(
  { card, reference, graphs }: ModelFolder,
  engine: SessionOptions,
): Promise<readonly ParityResult[]> {
  const results: ParityResult[] = [];
  for (const [name, graph] of Object.entries(card.graphs)) {
    const where = `${card.id}/${graph.file} on ${engine.backend}`;
    const expected = reference.graphs[name];
    if (!expected) throw new ModelError(`${where}: reference.json has no values for graph "${name}".`);
    const session = await openSession(graphs[name]!, engine);
    try {
      checkDeclarations(where, graph, session);
      checkReferenceNames(where, graph, expected);
      const outputs = await session.run(decodeAll(expected.inputs));
      const maxAbsDiff = compare(where, outputs, decodeAll(expected.outputs), card.reference.atol);
      results.push({ graph: name, backend: engine.backend, maxAbsDiff });
    } finally {
      await session.release();
    }
  }
  return results;
}

const decodeAll = (tensors: Readonly<Record<string, TensorData>>): Values =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      { data: decodeTensor(tensor), shape: tensor.shape },
    ]),
  );

function checkDeclarations(where: string, graph: Graph, session: Session): void {
  for (const side of ['inputs', 'outputs'] as const) {
    const [promised, found] = [graph[side], session[side]];
    const [promisedNames, foundNames] = [
      Object.keys(promised).sort().join(', '),
      Object.keys(found).sort().join(', '),
    ];
    if (promisedNames !== foundNames) {
      throw new ModelError(
        `${where}: the card names the ${side} ${promisedNames}; the graph has ${foundNames}.`,
      );
    }
    for (const [name, declaration] of Object.entries(promised)) {
      const [want, have] = [format(declaration), format(found[name]!)];
      if (want !== have)
        throw new ModelError(`${where}: the card says ${name} is ${want}; in the graph it is ${have}.`);
    }
  }
}

/** A reference that leaves something out would let it go unchecked. */
function checkReferenceNames(where: string, graph: Graph, expected: Reference['graphs'][string]): void {
  for (const side of ['inputs', 'outputs'] as const) {
    const [promised, stored] = [graph[side], expected[side]].map((tensors) =>
      Object.keys(tensors).sort().join(', '),
    );
    if (promised === stored) continue;
    throw new ModelError(
      `${where}: the card names the ${side} ${promised}; reference.json has values for ${stored}.`,
    );
  }
}

const format = ({ dtype, shape }: Declaration) => `${dtype}[${shape.join(', ')}]`;

function compare(where: string, outputs: Values, expected: Values, atol: number): number {
  let largest = 0;
  for (const [name, want] of Object.entries(expected)) {
    const have = outputs[name];
    if (have?.shape.join() !== want.shape.join()) {
      throw new ModelError(
        `${where}: ${name} has shape [${have?.shape.join(', ') ?? ''}], the reference [${want.shape.join(', ')}].`,
      );
    }
    for (let index = 0; index < want.data.length; index++) {
      const difference = Math.abs(Number(have.data[index]) - Number(want.data[index]));
      if (!(difference <= atol)) {
        throw new ModelError(
          `${where}: ${name}[${index}] is ${have.data[index]}, the reference ${want.data[index]}; ` +
            `the difference ${difference.toPrecision(3)} is beyond atol ${atol}.`,
        );
      }
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}
