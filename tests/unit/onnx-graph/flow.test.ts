import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelCardSchema } from '#src/model-card.ts';
import { flowOf } from '#src/onnx-graph/flow.ts';
import { readOnnx } from '#src/onnx-graph/onnx-file.ts';
import { inferShapes } from '#src/onnx-graph/shapes.ts';
import { describeLayers } from './describe-layers.ts';

const MODELS = join(import.meta.dirname, '../../../models');

const shipped = readdirSync(MODELS).flatMap((id) => {
  const card = ModelCardSchema.parse(JSON.parse(readFileSync(join(MODELS, id, 'card.json'), 'utf8')));
  return Object.values(card.graphs).map((graph) => ({ name: `${id}/${graph.file}`, graph }));
});
const graphOf = (name: string) => readOnnx(readFileSync(join(MODELS, name)));
const layersOf = (name: string) => describeLayers(flowOf(graphOf(name)));

describe('the layers of every shipped graph', () => {
  it('are of known kinds and shapes', () => {
    const unknown = shipped.filter(({ name }) =>
      flowOf(graphOf(name)).layers.some(({ kind, shape }) => shape === undefined || typeof kind === 'object'),
    );
    expect(shipped.length).toBeGreaterThan(70);
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  it.each(shipped)('of $name have the weights and outputs of its card', ({ name, graph }) => {
    const { inputs, layers, outputs } = flowOf(graphOf(name));
    expect(layers.reduce((total, { weights }) => total + weights, 0)).toBe(graph.parameters);
    const declared = (types: typeof graph.inputs) =>
      Object.entries(types).map(([tensor, { shape }]) => ({ name: tensor, shape }));
    expect(inputs).toEqual(expect.arrayContaining(declared(graph.inputs)));
    expect(outputs.map(({ name: tensor, shape }) => ({ name: tensor, shape }))).toEqual(
      declared(graph.outputs),
    );
  });

  it.each(shipped)('of $name take from layers before them, and none is taken by nothing', ({ name }) => {
    const { layers, outputs } = flowOf(graphOf(name));
    const sources = (edges: (typeof layers)[number]['edges']) =>
      edges.flatMap(({ from }) => ('layer' in from ? [from.layer] : []));
    for (const { number, edges } of layers) {
      expect(edges.length).toBeGreaterThan(0);
      for (const source of sources(edges)) expect(source).toBeLessThan(number);
    }
    const taken = new Set(
      sources([...layers, ...outputs.map(({ edge }) => ({ edges: [edge] }))].flatMap(({ edges }) => edges)),
    );
    expect(layers.map(({ number }) => number).filter((number) => !taken.has(number))).toEqual([]);
  });
});

describe('nodes are grouped into what a reader calls layers', () => {
  it('of a chain of dense layers', () => {
    expect(layersOf('ae-mnist/encoder.onnx')).toMatchInlineSnapshot(`
      [
        "1 linear, [batch 400], 314000 weights, ← x",
        "2 silu, [batch 400], ← #1",
        "3 linear, [batch 200], 80200 weights, ← #2",
        "4 silu, [batch 200], ← #3",
        "5 linear, [batch 32], 6432 weights, ← #4",
      ]
    `);
  });

  it('of convolutions with batch normalisation and pixel shuffles', () => {
    expect(layersOf('gan-mnist/generator.onnx')).toMatchInlineSnapshot(`
      [
        "1 linear, [batch 1568], 51744 weights, ← z",
        "2 batch-norm, [batch 32 7 7], 128 weights, ← #1 reshape",
        "3 relu, [batch 32 7 7], ← #2",
        "4 conv, kernel 3,3, stride 1,1, padding 1,1,1,1, [batch 64 7 7], 18496 weights, ← #3",
        "5 depth-to-space, factor 2, [batch 16 14 14], ← #4",
        "6 batch-norm, [batch 16 14 14], 64 weights, ← #5",
        "7 relu, [batch 16 14 14], ← #6",
        "8 conv, kernel 3,3, stride 1,1, padding 1,1,1,1, [batch 4 14 14], 580 weights, ← #7",
        "9 depth-to-space, factor 2, [batch 1 28 28], ← #8",
        "10 sigmoid, [batch 1 28 28], ← #9",
      ]
    `);
  });

  it('of a transformer block, with its normalisations, attention and two residual sums', () => {
    expect(layersOf('captioner-scenes/encoder.onnx').slice(15)).toMatchInlineSnapshot(`
      [
        "16 offset, [batch 64 96], 6144 weights, ← #15 transpose reshape",
        "17 layer-norm, [batch 64 96], 192 weights, ← #16",
        "18 linear, [batch 64 288], 27936 weights, ← #17",
        "19 attention, [batch 4 64 24], ← #18 slice reshape transpose scale & #18 slice reshape transpose & #18 slice reshape transpose",
        "20 linear, [batch 64 96], 9312 weights, ← #19 transpose reshape",
        "21 add, isSkip true, [batch 64 96], ← #16 & #20",
        "22 layer-norm, [batch 64 96], 192 weights, ← #21",
        "23 linear, [batch 64 192], 18624 weights, ← #22",
        "24 silu, [batch 64 192], ← #23",
        "25 linear, [batch 64 96], 18528 weights, ← #24",
        "26 add, isSkip true, [batch 64 96], ← #21 & #25",
        "27 layer-norm, [batch 64 96], 192 weights, ← #26",
        "28 mean, [batch 96], ← #27",
        "29 linear, [batch 128], 12416 weights, ← #28",
        "30 tanh, [batch 128], ← #29",
      ]
    `);
  });

  it('of a recurrent step with attention', () => {
    expect(layersOf('captioner-scenes/decoder.onnx')).toMatchInlineSnapshot(`
      [
        "1 linear, [batch 48], 3552 weights, ← word",
        "2 concat, [batch 176], ← state & #1",
        "3 linear, [batch 1 96], 16992 weights, ← #2 reshape",
        "4 linear, [batch 64 96], 9312 weights, ← features",
        "5 linear, [batch 64 96], 9312 weights, ← features",
        "6 attention, [batch 1 96], ← #3 scale & #4 transpose & #5",
        "7 concat, isSkip true, [batch 144], ← #1 & #6 reshape",
        "8 linear, [batch 384], 55680 weights, ← #7",
        "9 linear, [batch 384], 49536 weights, ← state",
        "10 gru, [batch 128], ← state & #8 slice & #9 slice",
        "11 concat, isSkip true, [batch 224], ← #10 & #6 reshape",
        "12 linear, [batch 128], 28800 weights, ← #11",
        "13 silu, [batch 128], ← #12",
        "14 linear, [batch 74], 9546 weights, ← #13",
      ]
    `);
  });

  it('of weights that are used twice, which count once', () => {
    expect(layersOf('pca-mnist/pca.onnx')).toMatchInlineSnapshot(`
      [
        "1 subtract, [batch 784], 784 weights, ← x",
        "2 linear, [batch 64], 50176 weights, ← #1",
        "3 multiply, [batch 64], ← #2 & mask",
        "4 linear, [batch 784], weights of #2, ← #3",
        "5 offset, [batch 784], weights of #1, ← #4",
      ]
    `);
  });

  it('of a codebook', () => {
    expect(layersOf('vqvae-mnist/encoder.onnx').slice(-3)).toMatchInlineSnapshot(`
      [
        "8 conv, kernel 1,1, stride 1,1, padding 0,0,0,0, [batch 16 7 7], 1040 weights, ← #7",
        "9 nearest-code, [batch 7 7], 1024 weights, ← #8 transpose",
        "10 embedding, [batch 7 7 16], weights of #9, ← #9",
      ]
    `);
  });

  it('of weights of several moments, of which an input chooses one', () => {
    expect(layersOf('gan-ring/generator.onnx')).toMatchInlineSnapshot(`
      [
        "1 linear, isChosen true, [batch 64], 2304 weights, ← z",
        "2 silu, [batch 64], ← #1",
        "3 linear, isChosen true, [batch 64], 49920 weights, ← #2",
        "4 silu, [batch 64], ← #3",
        "5 linear, isChosen true, [batch 64], 49920 weights, ← #4",
        "6 silu, [batch 64], ← #5",
        "7 linear, isChosen true, [batch 2], 1560 weights, ← #6",
        "8 weights, isChosen true, [], ← snapshot",
      ]
    `);
  });
});

describe('an operator without a rule', () => {
  const graph = graphOf('ae-mnist/encoder.onnx');
  const strange = {
    ...graph,
    nodes: graph.nodes.map((node) => (node.op === 'Mul' ? { ...node, op: 'Erf' } : node)),
  };

  it('leaves its shape, and all that hang on it, unknown rather than guessed', () => {
    const shapes = inferShapes(strange);
    expect(shapes.get('gemm_1')).toEqual(['batch', 400]);
    expect(shapes.has('mul_1')).toBe(false);
    expect(shapes.has('z')).toBe(false);
    expect(flowOf(strange).outputs).toMatchObject([{ name: 'z', shape: undefined }]);
  });

  it('stands under its own name', () => {
    expect(flowOf(strange).layers.map(({ kind }) => kind)).toContainEqual({ operator: 'Erf' });
  });
});
