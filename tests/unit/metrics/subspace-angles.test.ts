import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { principalAngles } from '#scripts/metrics/subspace-angles.ts';

describe('principal angles', () => {
  it('between planes that share one direction', () => {
    // The planes x–y and x–(y turned towards z by 30°), each in a crooked basis.
    const a = new Matrix([[1, 2], [0, 1], [0, 0]]); // prettier-ignore
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    const b = new Matrix([[3, -1], [2 * cos, cos], [2 * sin, sin]]); // prettier-ignore
    const [largest, smallest] = principalAngles(a, b);
    expect(largest).toBeCloseTo(Math.PI / 6, 12);
    expect(smallest).toBeCloseTo(0, 12);
  });

  it('keep their digits near 0 and near a right angle', () => {
    const tiny = 1e-9;
    const a = new Matrix([[1, 0], [0, 1], [0, 0], [0, 0]]); // prettier-ignore
    const b = new Matrix([[Math.cos(tiny), 0], [0, Math.sin(tiny)], [Math.sin(tiny), 0], [0, Math.cos(tiny)]]); // prettier-ignore
    const [largest, smallest] = principalAngles(a, b);
    expect(smallest! / tiny).toBeCloseTo(1, 6);
    expect((Math.PI / 2 - largest!) / tiny).toBeCloseTo(1, 6);
  });

  it('between a space and itself vanish', () => {
    const a = new Matrix([[1, 2], [3, 4], [5, 7]]); // prettier-ignore
    for (const angle of principalAngles(a, a.clone().mul(-2))) expect(angle).toBeLessThan(1e-7);
  });
});
