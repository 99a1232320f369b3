import { describe, expect, it } from 'vitest';
import { composeScene } from '#scripts/datasets/scenes-composition.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { drawStrokesExample } from '#src/draw/handwriting/digits.ts';
import { connectedPieces, pieceAsDigit, readPieces } from '#scripts/metrics/scene-opponents.ts';
import { seededRandomStream } from '#scripts/random.ts';

const picture = (rows: readonly string[]) =>
  Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 255 : 0));

describe('connected pieces', () => {
  it('hang together by edges and corners', () => {
    const image = picture(['##....', '..#...', '....##', '....##', '#.....', '......']);
    expect(connectedPieces(image, 6, 64, 1)).toEqual([
      { pixels: [0, 1, 8], box: [0, 0, 3, 2] },
      { pixels: [16, 17, 22, 23], box: [4, 2, 6, 4] },
      { pixels: [24], box: [0, 4, 1, 5] },
    ]);
    expect(connectedPieces(image, 6, 64, 2)).toHaveLength(2);
  });

  it('are of ink that is dark enough', () => {
    const image = Uint8Array.of(63, 64, 0, 255);
    expect(connectedPieces(image, 2, 64, 1)).toEqual([{ pixels: [1, 3], box: [1, 0, 2, 2] }]);
    expect(connectedPieces(new Uint8Array(4), 2, 64, 1)).toEqual([]);
  });
});

it('a piece is brought to the size and the place of a single digit', () => {
  const random = seededRandomStream(8);
  for (let label = 0; label < 10; label++) {
    const { image } = drawStrokesExample(label, random, { calm: true });
    // Twice as large, somewhere in a scene.
    const scene = new Uint8Array(64 * 64);
    for (let pixel = 0; pixel < 56 * 56; pixel++) {
      const [x, y] = [pixel % 56, Math.floor(pixel / 56)];
      scene[(y + 8) * 64 + x + 3] = image[28 * (y >> 1) + (x >> 1)]!;
    }
    const pieces = connectedPieces(scene, 64, 64, 6);
    expect(pieces).toHaveLength(1);
    const digit = pieceAsDigit(scene, 64, pieces[0]!);
    const mass = digit.reduce((sum, grey) => sum + grey, 0);
    const error = digit.reduce((sum, grey, pixel) => sum + Math.abs(grey - image[pixel]! / 255), 0);
    expect(error / mass).toBeLessThan(0.5); // the drawn digit lies up to half a pixel off; another digit has above 1
    const middle = (of: (pixel: number) => number) =>
      digit.reduce((sum, grey, pixel) => sum + grey * of(pixel), 0) / mass;
    expect(middle((pixel) => pixel % 28)).toBeCloseTo(14, 1);
    expect(middle((pixel) => Math.floor(pixel / 28))).toBeCloseTo(14, 1);
    const inked = [...digit.keys()].filter((pixel) => digit[pixel]! > 0.25);
    const rows = inked.map((pixel) => Math.floor(pixel / 28));
    const columns = inked.map((pixel) => pixel % 28);
    const extent = (places: number[]) => Math.max(...places) - Math.min(...places) + 1;
    expect(Math.abs(Math.max(extent(rows), extent(columns)) - 20)).toBeLessThanOrEqual(1);
  }
});

it('each piece gets the likeliest class and its probability', async () => {
  const singles = makeStrokes({ seed: 1, counts: { train: 20, validation: 0, test: 0 } }).train;
  const { image, digits } = composeScene(seededRandomStream(2), singles);
  const empty = new Uint8Array(4096);
  const split = {
    images: Uint8Array.of(...image, ...empty),
    labels: Uint8Array.of(digits.length, 0),
    count: 2,
  };
  const [pieces, none] = await readPieces(split, 64, 64, 6, async ({ shape: [count] }) => {
    const data = Float32Array.from({ length: 3 * count! }, (_, index) => [0, Math.log(3), 0][index % 3]!);
    const logits = { data, shape: [count!, 3] };
    return { features: logits, logits };
  });
  expect(none).toEqual([]);
  expect(pieces!.length).toBeGreaterThan(0);
  for (const { label, score } of pieces!) {
    expect(label).toBe(1);
    expect(score).toBeCloseTo(3 / 5, 6);
  }
});
