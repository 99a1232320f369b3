import { describe, expect, it } from 'vitest';
import { solvePca } from '#scripts/networks/pca.ts';

describe('PCA', () => {
  it('finds the line that points lie on, with its largest entry positive', () => {
    // Four points (t, 2t) around (102, 102) / 255: the direction is −(1, 2)/√5 or (1, 2)/√5.
    const images = Uint8Array.of(102, 102, 112, 122, 92, 82, 122, 142, 82, 62);
    const { mean, components } = solvePca({ images, labels: new Uint8Array(5), count: 5 }, 2);
    expect([...mean.values]).toEqual([expect.closeTo(0.4, 6), expect.closeTo(0.4, 6)]);
    const [first0, second0, first1, second1] = components.values; // [pixels, components], row-major
    expect([first0, first1]).toEqual([
      expect.closeTo(1 / Math.sqrt(5), 6),
      expect.closeTo(2 / Math.sqrt(5), 6),
    ]);
    expect([second0, second1]).toEqual([
      expect.closeTo(2 / Math.sqrt(5), 6),
      expect.closeTo(-1 / Math.sqrt(5), 6),
    ]);
  });
});
