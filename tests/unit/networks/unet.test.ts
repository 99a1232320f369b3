import { describe, expect, it } from 'vitest';
import { openSession } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input } from '#scripts/graph/tensor.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { initUnet, segment, type UnetParams, type UnetShape } from '#scripts/networks/unet.ts';
import { seededRandomStream } from '#scripts/random.ts';

const shape: UnetShape = { width: 64, classes: 3, channels: [4, 6, 8], headChannels: 5 };

/** Logits [images, 3, 64, 64]. */
async function logitsOf(params: UnetParams, images: readonly Float32Array[]): Promise<Float32Array> {
  const logits = segment(paramsAsConstants(params, 'plain'), input('x', ['batch', 4096]), shape);
  const session = await openSession(writeOnnx({ logits }, 'unet'), { backend: 'cpu', threads: 1 });
  const x = Float32Array.from(images.flatMap((image) => [...image]));
  const outputs = await session.run({ x: { data: x, shape: [images.length, 4096] } });
  await session.release();
  expect(outputs['logits']!.shape).toEqual([images.length, 3, 64, 64]);
  return outputs['logits']!.data as Float32Array;
}

const random = seededRandomStream(3);
const noise = Float32Array.from({ length: 4096 }, () => random.uniform());

describe('the U-Net', () => {
  it('tells each pixel by its own grey when only the greys are read', async () => {
    const params = initUnet(seededRandomStream(2), shape);
    const { values } = params.up.classes.weight; // [12, 5 + 4]: class and place in the square, by what is read
    values.fill(0);
    // Class k of the pixel at place p of its square has (k + 1) times the grey at place p.
    for (let place = 0; place < 4; place++) {
      for (let label = 0; label < 3; label++) values[(place * 3 + label) * 9 + 5 + place] = label + 1;
    }
    const logits = await logitsOf(params, [noise]);
    for (let label = 0; label < 3; label++) {
      for (let pixel = 0; pixel < 4096; pixel++) {
        expect(logits[label * 4096 + pixel]).toBeCloseTo((label + 1) * noise[pixel]!, 5);
      }
    }
  });

  it('hears of the whole neighbourhood through the bottom, and of a pixel’s own across', async () => {
    const params = initUnet(seededRandomStream(2), shape);
    const poked = noise.slice();
    poked[32 * 64 + 32]! += 0.5;
    const changes = async () => {
      const logits = await logitsOf(params, [noise, poked]);
      const isChanged = (pixel: number) =>
        [0, 1, 2].some(
          (label) => Math.abs(logits[label * 4096 + pixel]! - logits[12288 + label * 4096 + pixel]!) > 1e-7,
        );
      return [...Array(4096).keys()].filter(isChanged);
    };
    const reach = (pixels: readonly number[]) =>
      Math.max(...pixels.map((pixel) => Math.abs((pixel % 64) - 32)));
    const whole = await changes();
    expect(whole).toContain(32 * 64 + 32);
    expect(reach(whole)).toBeGreaterThan(24);
    params.up.toQuarter.weight.values.fill(0); // the bottom is cut off
    expect(reach(await changes())).toBeLessThan(18);
    params.up.toHalf.weight.values.fill(0);
    expect(reach(await changes())).toBeLessThanOrEqual(5); // two kernels of squares
  });
});
