import { describe, expect, it } from 'vitest';
import { openSession, type Values } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import {
  detect,
  detectorLosses,
  initDetector,
  readCandidates,
  type DetectorShape,
} from '#scripts/networks/detector.ts';
import { paramsAsConstants } from '#scripts/networks/params.ts';
import { seededRandomStream } from '#scripts/random.ts';
import { detectionTargets } from '#scripts/recipes/detection-targets.ts';
import type { Box } from '#src/math/boxes.ts';
import { readDetections } from '#src/math/detections.ts';

async function run(outputs: Readonly<Record<string, Tensor>>, feeds: Values) {
  const session = await openSession(writeOnnx(outputs, 'detector'), { backend: 'cpu', threads: 1 });
  const values = await session.run(feeds);
  await session.release();
  return Object.fromEntries(Object.entries(values).map(([name, { data }]) => [name, data as Float32Array]));
}

const digit = (label: number, ...box: Box) => ({ label, box });
const scenes = [[digit(3, 10, 20, 26, 44), digit(3, 40, 5, 43, 25)], [digit(9, 0, 40, 20, 64)]];

describe('what a detector should say', () => {
  const { heat, geometry, weight } = detectionTargets(scenes, 64, 10);

  it('is sure of a middle in its cell and less so around it', () => {
    // The first digit's middle (18, 32) is at (4.5, 8) in cells: in the middle of column 4, at the top of row 8.
    const at = (row: number, column: number) => heat.data[(3 * 16 + row) * 16 + column]!;
    expect(at(8, 4)).toBe(1);
    expect(at(8, 5)).toBeCloseTo(Math.exp(-(1 + 0.25) / 0.98), 6);
    expect(at(7, 4)).toBeCloseTo(Math.exp(-0.25 / 0.98), 6);
    expect(at(8, 7)).toBe(0);
    expect(heat.data.filter((value) => value === 1)).toHaveLength(3);
  });

  it('measures boxes from the cell, in cells and logarithms', () => {
    const at = (channel: number) => geometry.data[(channel * 16 + 8) * 16 + 4]!;
    expect([at(0), at(1)]).toEqual([0, -0.5]);
    expect(at(2)).toBeCloseTo(Math.log(16 / 16), 6);
    expect(at(3)).toBeCloseTo(Math.log(24 / 16), 6);
    expect(weight.data[8 * 16 + 4]).toBe(1);
    expect(weight.data[0]).toBe(0);
  });

  it('is read as the digits and the boxes that it was made from', async () => {
    // Logits of the targets, so that a middle has a score of nearly 1.
    const logits = heat.data.map((value) => Math.log((value + 1e-4) / (1.0001 - value)));
    const outputs = readCandidates({
      heat: input('heat', ['batch', 10, 16, 16]),
      geometry: input('geometry', ['batch', 4, 16, 16]),
    });
    const { boxes, scores } = await run(outputs, { heat: { data: logits, shape: heat.shape }, geometry });
    const found = [0, 1].map((scene) =>
      readDetections(
        boxes!.subarray(1024 * scene, 1024 * (scene + 1)),
        scores!.subarray(2560 * scene, 2560 * (scene + 1)),
        { minScore: 0.5, maxOverlap: 0.4 },
      ),
    );
    for (const [scene, digits] of scenes.entries()) {
      expect(found[scene]!.map(({ label }) => label)).toEqual(digits.map(({ label }) => label));
      for (const { box } of digits) {
        const nearest = found[scene]!.map((answer) =>
          Math.max(...answer.box.map((edge, index) => Math.abs(edge - box[index]!))),
        );
        expect(Math.min(...nearest)).toBeLessThan(1e-4);
      }
    }
  });
});

describe("a detector's loss", () => {
  const shapes = { heat: [1, 1, 1, 3], geometry: [1, 4, 1, 3], weight: [1, 1, 1, 3] } as const;
  const losses = detectorLosses(
    { heat: input('heat', shapes.heat), geometry: input('geometry', shapes.geometry) },
    {
      heat: input('target_heat', shapes.heat),
      geometry: input('target_geometry', shapes.geometry),
      weight: input('weight', shapes.weight),
    },
  );
  const logit = (probability: number) => Math.log(probability / (1 - probability));

  it('is the focal loss of the paper and the weighted absolute error, for one thing', async () => {
    const { focal, box } = await run(losses, {
      heat: { data: Float32Array.of(logit(0.7), logit(0.2), logit(0.1)), shape: shapes.heat },
      target_heat: { data: Float32Array.of(1, 0.5, 0), shape: shapes.heat },
      geometry: { data: Float32Array.of(1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 9), shape: shapes.geometry },
      target_geometry: { data: new Float32Array(12), shape: shapes.geometry },
      weight: { data: Float32Array.of(1, 0.25, 0), shape: shapes.weight },
    });
    const middle = -((1 - 0.7) ** 2) * Math.log(0.7);
    const near = -((1 - 0.5) ** 4) * 0.2 ** 2 * Math.log(0.8);
    const far = -(0.1 ** 2) * Math.log(0.9);
    expect(focal![0]).toBeCloseTo(middle + near + far, 6);
    expect(box![0]).toBeCloseTo(1 + 0.25 * 2, 6);
  });

  it('is shared among the things there are', async () => {
    const two = { data: Float32Array.of(1, 1, 0), shape: shapes.heat };
    const { focal } = await run(losses, {
      heat: { data: Float32Array.of(0, 0, -50), shape: shapes.heat },
      target_heat: two,
      geometry: { data: new Float32Array(12), shape: shapes.geometry },
      target_geometry: { data: new Float32Array(12), shape: shapes.geometry },
      weight: { data: new Float32Array(3), shape: shapes.weight },
    });
    expect(focal![0]).toBeCloseTo(0.25 * Math.LN2, 6); // each has a probability of one half
  });
});

it('a detector sees the same thing in another place: boxes move with the image', async () => {
  const shape: DetectorShape = { width: 64, classes: 10, channels: [4, 6, 8], headChannels: 6 };
  const params = initDetector(seededRandomStream(2), shape);
  const random = seededRandomStream(3);
  const patch = Float32Array.from({ length: 64 }, () => random.uniform());
  const image = (left: number, top: number) =>
    Float32Array.from({ length: 4096 }, (_, pixel) => {
      const [x, y] = [(pixel % 64) - left, Math.floor(pixel / 64) - top];
      return x >= 0 && x < 8 && y >= 0 && y < 8 ? patch[8 * y + x]! : 0;
    });
  const outputs = readCandidates(
    detect(paramsAsConstants(params, 'plain'), input('x', ['batch', 4096]), shape),
  );
  const { boxes, scores } = await run(outputs, {
    x: { data: Float32Array.of(...image(24, 24), ...image(32, 24)), shape: [2, 4096] },
  });
  for (const row of [6, 7, 8]) {
    for (const column of [6, 7, 8]) {
      const [before, after] = [row * 16 + column, 256 + row * 16 + column + 2];
      for (let label = 0; label < 10; label++) {
        expect(scores![10 * after + label]).toBeCloseTo(scores![10 * before + label]!, 5);
      }
      const moved = [0, 1, 2, 3].map((edge) => boxes![4 * after + edge]! - boxes![4 * before + edge]!);
      for (const [edge, distance] of moved.entries()) expect(distance).toBeCloseTo(edge % 2 === 0 ? 8 : 0, 3);
    }
  }
});
