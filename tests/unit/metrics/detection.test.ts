import { describe, expect, it } from 'vitest';
import { bootstrapError } from '#scripts/metrics/bootstrap.ts';
import { meanAveragePrecision, type Truth } from '#scripts/metrics/detection.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Box } from '#src/math/boxes.ts';
import { readDetections, type Detection } from '#src/math/detections.ts';

const square = (x: number): Box => [x, 0, x + 10, 10];
const truth = (label: number, x: number): Truth => ({ label, box: square(x) });
const found = (label: number, x: number, score: number): Detection => ({ label, box: square(x), score });
const measure = (detections: Detection[][], truths: Truth[][], classCount = 1) =>
  meanAveragePrecision(detections, truths, classCount, 0.5);

describe('mean average precision', () => {
  it('is the area under precision by recall, and the mean of the classes that there are', () => {
    const truths = [[truth(0, 0), truth(0, 20), truth(1, 40)], [truth(0, 0)]];
    const detections = [
      [found(0, 0, 0.9), found(0, 60, 0.8), found(1, 40, 0.3)],
      [found(0, 0, 0.7), found(2, 30, 0.9)],
    ];
    // Class 0 has three: precision 1 up to recall 1/3, then 2/3 up to recall 2/3. Class 2 does not exist.
    const { value, classes, count } = measure(detections, truths, 3);
    expect(classes[0]).toBeCloseTo(1 / 3 + (1 / 3) * (2 / 3), 12);
    expect(classes.slice(1)).toEqual([1, undefined]);
    expect(value).toBeCloseTo((5 / 9 + 1) / 2, 12);
    expect(count).toBe(2);
  });

  it('takes at each recall the best precision that is reached there or beyond', () => {
    // Precisions 0, 1/2, 2/3 at recalls 0, 1/2, 1.
    const detections = [[found(0, 60, 0.9), found(0, 0, 0.8), found(0, 20, 0.7)]];
    expect(measure(detections, [[truth(0, 0), truth(0, 20)]]).value).toBeCloseTo(2 / 3, 12);
  });

  it('ranks the detections of all images together', () => {
    // The false one comes first: precisions 0 and 1/2.
    const detections = [[found(0, 0, 0.5)], [found(0, 0, 0.6)]];
    expect(measure(detections, [[truth(0, 0)], []]).value).toBeCloseTo(1 / 2, 12);
  });

  it('counts a second detection of one thing as false', () => {
    const detections = [[found(0, 0, 0.9), found(0, 1, 0.8), found(0, 20, 0.7)]];
    // Precisions 1, 1/2, 2/3 at recalls 1/2, 1/2, 1.
    expect(measure(detections, [[truth(0, 0), truth(0, 20)]]).value).toBeCloseTo(1 / 2 + 1 / 3, 12);
  });

  it.each([
    [3, 1], // 70 of 130 in common
    [4, 0], // 60 of 140
  ])('of a box that is off by %d pixels of 10 is %d', (offset, value) => {
    expect(measure([[found(0, offset, 0.9)]], [[truth(0, 0)]]).value).toBe(value);
  });

  it('asks for the right class', () => {
    expect(measure([[found(1, 0, 0.9)]], [[truth(0, 0)]], 2).value).toBe(0);
  });

  it('has a standard error: none where all images are alike, some where they are not', () => {
    const alike = Array.from({ length: 20 }, () => [truth(0, 0)]);
    const all = alike.map(() => [found(0, 0, 0.9)]);
    expect(measure(all, alike).standardError).toBeCloseTo(0, 12);
    const half = alike.map((_, image) => (image % 2 === 0 ? [found(0, 0, 0.9)] : []));
    // Every second thing is found, nothing false: the share found, of standard error √(½ · ½ / 20).
    const { value, standardError } = measure(half, alike);
    expect(value).toBeCloseTo(0.5, 12);
    expect(standardError / Math.sqrt(0.25 / 20)).toBeGreaterThan(0.85);
    expect(standardError / Math.sqrt(0.25 / 20)).toBeLessThan(1.15);
  });

  it('needs detections and truths of the same images', () => {
    expect(() => measure([[]], [])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: meanAveragePrecision: detections in 1 images, truths in 0.]`,
    );
  });
});

describe('the bootstrap', () => {
  it("gives a mean's standard error as the formula does", () => {
    const random = seededRandomStream(4);
    const values = Float64Array.from({ length: 300 }, () => random.normal());
    const mean = (times: Uint32Array) => values.reduce((sum, x, index) => sum + x * times[index]!, 0) / 300;
    const error = bootstrapError(300, mean, random);
    expect(error * Math.sqrt(300)).toBeGreaterThan(0.8); // σ = 1; 200 draws know it to 5 %
    expect(error * Math.sqrt(300)).toBeLessThan(1.2);
  });
});

describe("a detector's answer", () => {
  const boxes = [...square(0), ...square(1), ...square(30), ...square(60)];
  const scores = [0.2, 0.7, 0.9, 0.1, 0.3, 0.4, 0.05, 0.02];

  it('is read by likeliest class, sureness and overlap', () => {
    expect(readDetections(boxes, scores, { minScore: 0.1, maxOverlap: 0.5 })).toEqual([
      { label: 0, box: [1, 0, 11, 10], score: 0.9 },
      { label: 1, box: [30, 0, 40, 10], score: 0.4 },
    ]);
  });

  it('leaves out what is not sure enough, and keeps overlapping ones where that is asked for', () => {
    const labels = (limits: Parameters<typeof readDetections>[2]) =>
      readDetections(boxes, scores, limits).map(({ label }) => label);
    expect(labels({ minScore: 0.5, maxOverlap: 1 })).toEqual([0, 1]);
    expect(labels({ minScore: 0.03, maxOverlap: 0.5 })).toEqual([0, 1, 0]);
  });
});
