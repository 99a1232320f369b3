import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { digitForms } from '#src/draw/handwriting/digit-forms.ts';
import { writeDigit, type Hand } from '#src/draw/handwriting/hand.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import { drawStrokesExample } from '#src/draw/handwriting/digits.ts';
import { median } from '#scripts/metrics/statistics.ts';
import { seededRandomStream } from '#scripts/random.ts';

const counts = { train: 3000, validation: 200, test: 1000 };
const strokes = makeStrokes({ seed: 5, counts });

const imagesOf = ({ images, count }: Split) =>
  Array.from({ length: count }, (_, example) => images.subarray(784 * example, 784 * (example + 1)));

describe('the strokes data set', () => {
  it('is the same for the same seed and another for another', () => {
    expect(makeStrokes({ seed: 5, counts }).sha256).toEqual(strokes.sha256);
    expect(makeStrokes({ seed: 6, counts }).sha256['test-images']).not.toBe(strokes.sha256['test-images']);
  });

  it('holds out the same images however many there are to train on', () => {
    const fewer = makeStrokes({ seed: 5, counts: { ...counts, train: 7 } });
    expect(fewer.test).toEqual(strokes.test);
    expect(fewer.validation).toEqual(strokes.validation);
    expect(fewer.train.labels).toHaveLength(7);
  });

  it('never draws the same image twice', () => {
    const images = [strokes.train, strokes.validation, strokes.test].flatMap(imagesOf);
    expect(new Set(images.map((image) => image.join())).size).toBe(4200);
  });

  it('has as many of each digit as of any other, in no order', () => {
    const { labels } = strokes.test;
    for (let digit = 0; digit < 10; digit++) {
      expect(labels.filter((label) => label === digit)).toHaveLength(100);
    }
    const repeats = labels.filter((label, example) => label === labels[example - 1]).length;
    expect(repeats).toBeGreaterThan(60); // 100 expected, with a standard deviation of 9.5
    expect(repeats).toBeLessThan(140);
  });

  it("has the mean and the standard deviation of MNIST's pixels", () => {
    const { images } = strokes.train;
    const mean = images.reduce((sum, grey) => sum + grey / 255, 0) / images.length;
    const variance = images.reduce((sum, grey) => sum + (grey / 255 - mean) ** 2, 0) / images.length;
    // PyTorch's examples/mnist normalises by 0.1307 and 0.3081, measured on the training images.
    expect(Math.abs(mean - 0.1307)).toBeLessThan(0.01);
    expect(Math.abs(Math.sqrt(variance) - 0.3081)).toBeLessThan(0.01);
  });

  it('centres every image as MNIST does: in a box of 20 pixels, its mass within half a pixel of the middle', () => {
    for (const image of imagesOf(strokes.train)) {
      const inked = [...image.keys()].filter((pixel) => image[pixel]! > 0);
      const columns = inked.map((pixel) => pixel % 28);
      const rows = inked.map((pixel) => Math.floor(pixel / 28));
      const extent = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
      expect(Math.max(extent(columns), extent(rows))).toBeLessThanOrEqual(20);
      expect(Math.max(extent(columns), extent(rows))).toBeGreaterThanOrEqual(18);

      const mass = inked.reduce((sum, pixel) => sum + image[pixel]!, 0);
      const centre = (values: number[]) =>
        inked.reduce((sum, pixel, index) => sum + image[pixel]! * values[index]!, 0) / mass;
      expect(Math.abs(centre(columns) - 14)).toBeLessThan(0.51); // half a pixel, and what rounding to bytes adds
      expect(Math.abs(centre(rows) - 14)).toBeLessThan(0.51);
      expect(Math.max(...image)).toBe(255);
    }
  });

  it('can be told apart by the mean of each digit, though not easily', () => {
    const accuracy = nearestMeanAccuracy(strokes.train, strokes.test);
    expect(accuracy).toBeGreaterThan(0.7); // chance is 0.1; the same classifier reads 0.82 of MNIST
    expect(accuracy).toBeLessThan(0.95);
  });
});

describe('a hand', () => {
  const steady: Hand = {
    unsteadiness: 0,
    wobble: 0,
    slant: 0,
    slantSpread: 0,
    turn: 0,
    aspect: 0,
    balance: 0,
    size: [0.8, 0.8],
    offset: 0,
  };
  const slantsOf = (hand: Hand) => {
    const random = seededRandomStream(19);
    return digitForms.map((forms) => writeDigit(forms, hand, random).slant);
  };

  it('that does nothing but lean says by how much, whatever the digit', () => {
    for (const slant of slantsOf({ ...steady, slant: 0.4 })) expect(slant).toBeCloseTo(0.4, 10);
    for (const slant of slantsOf(steady)) expect(slant).toBeCloseTo(0, 10);
  });

  it('leans by the same whether the digit is wide or narrow, but for a trace', () => {
    for (const slant of slantsOf({ ...steady, slant: 0.4, aspect: 0.2 })) expect(slant).toBeCloseTo(0.4, 1);
  });
});

describe('a drawn example', () => {
  const drawMany = (calm: boolean) => {
    const random = seededRandomStream(11);
    return Array.from({ length: 200 }, (_, example) => drawStrokesExample(example % 10, random, { calm }));
  };

  it('has pen paths in the unit square, of at most 40 points with three decimals', () => {
    for (const { strokes: paths } of [...drawMany(true), ...drawMany(false)]) {
      expect(paths.length).toBeGreaterThanOrEqual(1);
      for (const path of paths) {
        expect(path.length).toBeLessThanOrEqual(40);
        for (const value of path.flat()) {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThan(1);
          expect(Number(value.toFixed(3))).toBe(value);
        }
      }
    }
  });

  it('has an image of the proportions of its paths', () => {
    for (const { strokes: paths, image } of drawMany(true)) {
      const points = paths.flat();
      const extent = (values: number[]) => Math.max(...values) - Math.min(...values);
      const [width, height] = [extent(points.map(([x]) => x)), extent(points.map(([, y]) => y))];
      const inked = [...image.keys()].filter((pixel) => image[pixel]! > 127);
      const columns = extent(inked.map((pixel) => pixel % 28)) + 1;
      const pen = 2.4;
      const expected = ((20 - pen) * width) / Math.max(width, height) + pen;
      expect(Math.abs(columns - expected)).toBeLessThan(1.5);
    }
  });

  it('tells how the upright strokes of a 1 lean', () => {
    const random = seededRandomStream(13);
    const ones = Array.from({ length: 300 }, () => drawStrokesExample(1, random));
    const upright = ones.filter(({ strokes: paths }) => paths.length === 1 && isLine(paths[0]!));
    expect(upright.length).toBeGreaterThan(150);
    const misses = upright.map(({ strokes: [path], slant }) => Math.abs(chordLean(path!) - slant));
    expect(median(misses)).toBeLessThan(0.03); // hands shake by 0.02 of the height
    const leans = upright.map(({ slant }) => slant);
    expect(Math.max(...leans) - Math.min(...leans)).toBeGreaterThan(0.8);
  });

  it('has as much ink as a line of its width holds', () => {
    // A long thin stroke of length l and width w covers l · w, here of a calm 1 that is 20 pixels long with its ends.
    const { image, strokeWidth } = drawStrokesExample(1, seededRandomStream(17), { calm: true });
    const ink = image.reduce((sum, grey) => sum + grey / 255, 0);
    const area = (20 - strokeWidth) * strokeWidth + (Math.PI / 4) * strokeWidth ** 2;
    expect(Math.abs(ink / area - 1)).toBeLessThan(0.1);
  });

  it('is clearer when it is calm', () => {
    const calm = drawMany(true);
    const split: Split = {
      images: Uint8Array.from(calm.flatMap(({ image }) => [...image])),
      labels: Uint8Array.from(calm, ({ label }) => label),
      count: calm.length,
    };
    expect(nearestMeanAccuracy(strokes.train, split)).toBeGreaterThan(0.95);
  });

  it('cannot be of anything but a digit', () => {
    expect(() => drawStrokesExample(10, seededRandomStream(1))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: There is no digit 10 to draw; it must be an integer from 0 to 9.]`,
    );
  });
});

function nearestMeanAccuracy(train: Split, test: Split): number {
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  const totals = new Float64Array(10);
  for (const [example, image] of imagesOf(train).entries()) {
    const label = train.labels[example]!;
    totals[label]! += 1;
    for (const [pixel, grey] of image.entries()) means[label]![pixel]! += grey;
  }
  for (const [label, mean] of means.entries())
    mean.forEach((sum, pixel) => (mean[pixel] = sum / totals[label]!));
  const read = imagesOf(test).filter((image, example) => {
    const distances = means.map((mean) => distance(image, mean));
    return distances.indexOf(Math.min(...distances)) === test.labels[example];
  });
  return read.length / test.count;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let pixel = 0; pixel < a.length; pixel++) sum += (a[pixel]! - b[pixel]!) ** 2;
  return Math.sqrt(sum);
}

const chordLean = (path: readonly (readonly [number, number])[]) => {
  const [[topX, topY], [bottomX, bottomY]] = [path[0]!, path.at(-1)!];
  return (topX - bottomX) / (bottomY - topY);
};

/** A 1 of a single stroke without a hook: it starts at its top. */
const isLine = (path: readonly (readonly [number, number])[]) =>
  path.every(([, y], k) => k === 0 || y > path[k - 1]![1]);
