import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { codeLikelihood } from '#scripts/metrics/code-likelihood.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';
import { paramsAsConstants, type ParamTree } from '#scripts/networks/params.ts';
import { applyCodePrior, initCodePrior, type CodePriorParams } from '#scripts/networks/vqvae-prior.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { withRandomWeights } from './autoregressive-proof.ts';

const shape = { height: 2, width: 3, inputs: 4, channels: 6, first: [4, 7], layers: 3, outputs: 3 } as const;
const places = shape.height * shape.width;
const frequencies = Float32Array.from({ length: places * shape.outputs }, (_, at) =>
  Math.log(((at * 7) % 5) + 1),
);

async function open(params: CodePriorParams & ParamTree) {
  const codes = input('codes', ['batch', shape.height, shape.width]);
  const outputs = { logits: applyCodePrior(paramsAsConstants(params, 'plain'), codes) };
  const session = await openSession(writeOnnx(outputs, 'prior'), { backend: 'cpu', threads: 1 });
  return async (data: Float32Array) => {
    const feeds = { codes: { data, shape: [data.length / places, shape.height, shape.width] } };
    return (await session.run(feeds))['logits']!;
  };
}

/** All 729 grids of 2×3 places with three kinds of codes. */
const count = shape.outputs ** places;
const images = Uint8Array.from(
  { length: count * places },
  (_, at) => Math.floor(Math.floor(at / places) / shape.outputs ** (at % places)) % shape.outputs,
);

describe('the prior of codes', () => {
  const initial = initCodePrior(seededRandomStream(1), shape, frequencies);

  it('is a distribution over all grids there are', async () => {
    const run = await open(withRandomWeights(initial, 0.5));
    const split = { images, labels: new Uint8Array(count), count };
    const values = await codeLikelihood(split, ({ data }) => run(data as Float32Array));
    expect(logSumExp(values)).toBeCloseTo(0, 5); // float32 logits
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(1);
  });

  it('lets a code reach the logits of all places after its own, and of no other', async () => {
    const run = await open(withRandomWeights(initial, 0.5));
    const { data } = await run(Float32Array.from(images.subarray(0, 2 * places))); // they differ in their first code
    const ofPlace = (grid: number, place: number) => [
      ...data.slice((grid * places + place) * shape.outputs, (grid * places + place + 1) * shape.outputs),
    ];
    expect(ofPlace(1, 0)).toEqual(ofPlace(0, 0));
    for (let place = 1; place < places; place++) expect(ofPlace(1, place)).not.toEqual(ofPlace(0, place));
    const last = new Float32Array(2 * places);
    last[2 * places - 1] = 2;
    const { data: other } = await run(last);
    expect(other.slice(places * shape.outputs)).toEqual(other.slice(0, places * shape.outputs));
  });

  it('starts with the frequencies of the codes at each place', async () => {
    const run = await open(initial);
    expect((await run(new Float32Array(places))).data).toEqual(frequencies);
  });
});
