/** Inferred shapes against those that ONNX Runtime gives every tensor of every shipped graph. */
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, ValueInfoProtoSchema } from 'onnx-buf';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { readOnnx } from '#src/onnx-graph/onnx-file.ts';
import { inferShapes } from '#src/onnx-graph/shapes.ts';

const MODELS = join(import.meta.dirname, '../../../models');
const BATCH = 3;

const files = readdirSync(MODELS).flatMap((id) =>
  readdirSync(join(MODELS, id))
    .filter((file) => file.endsWith('.onnx'))
    .map((file) => `${id}/${file}`),
);

/** Of two values, which no session gives out. */
const BOOLEAN = ['Greater', 'GreaterOrEqual'];

/** The file with every tensor that a node makes among its outputs. */
function withAllOutputs(bytes: Uint8Array): { model: Uint8Array; names: readonly string[] } {
  const model = fromBinary(ModelProtoSchema, bytes);
  const graph = model.graph!;
  const names = graph.node.filter(({ opType }) => !BOOLEAN.includes(opType)).flatMap(({ output }) => output);
  const declared = new Set(graph.output.map(({ name }) => name));
  graph.output.push(
    ...names.filter((name) => !declared.has(name)).map((name) => create(ValueInfoProtoSchema, { name })),
  );
  return { model: toBinary(ModelProtoSchema, model), names };
}

describe('the shape of every tensor is what ONNX Runtime gives', () => {
  it.each(files)('%s', async (file) => {
    const bytes = readFileSync(join(MODELS, file));
    const { model, names } = withAllOutputs(bytes);
    const graph = readOnnx(bytes);
    const inferred = inferShapes(graph);
    const sized = (shape: readonly (number | string)[]) =>
      shape.map((size) => (size === 'batch' ? BATCH : Number(size)));
    const session = await openSession(model, { backend: 'cpu', threads: 1 });
    const feeds = Object.fromEntries(
      [...graph.inputs].map(([name, shape]) => {
        const sizes = sized(shape);
        return [name, { data: new Float32Array(sizes.reduce((a, b) => a * b, 1)), shape: sizes }];
      }),
    );
    const values = await session.run(feeds);
    await session.release();
    const expected = Object.fromEntries(names.map((name) => [name, values[name]!.shape]));
    expect(Object.fromEntries(names.map((name) => [name, sized(inferred.get(name)!)]))).toEqual(expected);
  });
});
