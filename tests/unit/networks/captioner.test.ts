import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { encodeScene, initCaptioner, sayAll, sayOneWord } from '#scripts/networks/captioner.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';

const shape = {
  width: 16,
  channels: [3, 4, 6],
  heads: 2,
  kinds: 3,
  words: 5,
  wordDim: 4,
  stateDim: 7,
} as const;
const [cells, stateDim, channels] = [4, 7, 6];
const params = paramsAsConstants(initCaptioner(seededRandomStream(3), shape), 'plain');
const random = seededRandomStream(4);
const normals = (...sizes: number[]) => ({
  data: Float32Array.from({ length: sizes.reduce((product, size) => product * size) }, () => random.normal()),
  shape: sizes,
});
const open = (outputs: Parameters<typeof writeOnnx>[0]) =>
  openSession(writeOnnx(outputs, 'captioner'), { backend: 'cpu', threads: 1 });

describe('the captioner', () => {
  it('describes each cell of an image, and says where it looked among them', async () => {
    const { features, state } = encodeScene(params, shape, input('x', ['batch', shape.width ** 2]));
    const said = sayOneWord(params, features, input('word', ['batch', shape.words]), state);
    const session = await open({ features, state, attention: said.attention });
    const word = { data: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 1, 0, 0), shape: [2, shape.words] };
    const outputs = await session.run({ x: normals(2, shape.width ** 2), word });
    expect(outputs['features']!.shape).toEqual([2, cells, channels]);
    expect(outputs['state']!.shape).toEqual([2, stateDim]);
    expect(outputs['attention']!.shape).toEqual([2, 1, cells]);
    const weights = [...outputs['attention']!.data].map(Number);
    for (const scene of [weights.slice(0, cells), weights.slice(cells)]) {
      expect(Math.min(...scene)).toBeGreaterThan(0);
      expect(scene.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 6);
    }
    await session.release();
  });

  it('says given sentences, two a scene, as it says word by word', async () => {
    const [scenes, sentences, steps] = [2, 2, 3];
    const encoded = { features: normals(scenes, cells, channels), state: normals(scenes, stateDim) };
    const words = [4, 1, 0, 2, 3, 3, 1, 0, 2, 0, 0, 4]; // [steps, scenes · sentences]
    const all = await open({
      logits: sayAll(
        params,
        { features: input('features', [scenes, cells, channels]), state: input('state', [scenes, stateDim]) },
        input('words', [steps, scenes * sentences]),
      ),
    });
    const { logits } = await all.run({
      ...encoded,
      words: { data: Float32Array.from(words), shape: [steps, scenes * sentences] },
    });
    await all.release();

    const { state, ...said } = sayOneWord(
      params,
      input('features', ['batch', cells, channels]),
      input('word', ['batch', shape.words]),
      input('state', ['batch', stateDim]),
    );
    const one = await open({ ...said, next_state: state });
    for (let sentence = 0; sentence < sentences; sentence++) {
      let current: { data: Float32Array | BigInt64Array; shape: readonly number[] } = encoded.state;
      for (let step = 0; step < steps; step++) {
        const word = { data: new Float32Array(scenes * shape.words), shape: [scenes, shape.words] };
        const rows = Array.from(
          { length: scenes },
          (_, scene) => (step * scenes + scene) * sentences + sentence,
        );
        for (const [scene, row] of rows.entries()) word.data[scene * shape.words + words[row]!] = 1;
        const outputs = await one.run({ features: encoded.features, word, state: current });
        const expected = rows.flatMap((row) => [
          ...logits!.data.slice(row * shape.words, (row + 1) * shape.words),
        ]);
        expect([...outputs['logits']!.data]).toEqual(
          expected.map((value) => expect.closeTo(Number(value), 5)),
        );
        current = outputs['next_state']!;
      }
    }
    await one.release();
  });
});
