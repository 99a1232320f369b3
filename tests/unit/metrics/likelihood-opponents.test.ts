import { describe, expect, it } from 'vitest';
import type { Split } from '#scripts/datasets/dataset.ts';
import { classMeans, independentPixels } from '#scripts/metrics/likelihood-opponents.ts';
import { logSumExp } from '#src/math/log-sum-exp.ts';

/** Two pixels; three images of class 0 and one of class 1. */
const train: Split = {
  images: Uint8Array.of(255, 0, 255, 0, 0, 51, 0, 255),
  labels: Uint8Array.of(0, 0, 0, 1),
  count: 4,
};
const everyImage: Split = {
  images: Uint8Array.of(0, 0, 255, 0, 0, 255, 255, 255),
  labels: new Uint8Array(4),
  count: 4,
};

describe('independent pixels', () => {
  it('are on as often as their grey values say', () => {
    // Ink 2 and 1.2 of four images, and half an image of each kind: 2.5/5 and 1.7/5.
    const values = independentPixels(train, everyImage);
    expect(values[1]).toBeCloseTo(Math.log(0.5 * 0.66), 12);
    expect(values[2]).toBeCloseTo(Math.log(0.5 * 0.34), 12);
    expect(logSumExp(values)).toBeCloseTo(0, 12);
  });
});

describe('class means', () => {
  it('are mixed by how often the classes occur', () => {
    // Class 0: 2.5/4 and 0.7/4; class 1: 0.5/2 and 1.5/2.
    const values = classMeans(train, everyImage, 2);
    expect(values[3]).toBeCloseTo(Math.log(0.75 * 0.625 * 0.175 + 0.25 * 0.25 * 0.75), 12);
    expect(logSumExp(values)).toBeCloseTo(0, 12);
  });
});
