/**
 * Mixtures of Gaussians in the plane, on which it can be seen at a glance whether a model has lost modes: a ring of 8
 * and a grid of 25, and what counts as finding one, as Srivastava et al. (2017, section 5.1) have it.
 */

export interface Mixture {
  /** Centres of the modes, all equally likely. */
  readonly means: readonly (readonly [x: number, y: number])[];
  /** Of each mode along either axis. */
  readonly deviation: number;
  /** Largest coordinate of a centre. */
  readonly extent: number;
}

const RING = 8;
const GRID = [-4, -2, 0, 2, 4];

export const mixtures = {
  'gaussians-ring': {
    means: Array.from({ length: RING }, (_, mode) => {
      const angle = (2 * Math.PI * mode) / RING;
      return [Math.cos(angle), Math.sin(angle)] as const;
    }),
    deviation: 0.01,
    extent: 1,
  },
  'gaussians-grid': {
    means: GRID.flatMap((y) => GRID.map((x) => [x, y] as const)),
    deviation: 0.05,
    extent: 4,
  },
} as const satisfies Readonly<Record<string, Mixture>>;

/** @throws Error listing the known ones, if a data set is no mixture */
export function mixtureOf(dataset: string): Mixture {
  const mixture = Object.entries<Mixture>(mixtures).find(([id]) => id === dataset)?.[1];
  if (mixture) return mixture;
  throw new Error(`"${dataset}" is no mixture of the plane. Those are: ${Object.keys(mixtures).join(', ')}.`);
}

/** Half a side of the square about the origin in which a mixture is shown. */
export const reachOf = ({ extent }: Mixture): number => 1.25 * extent;

/** A point is near a mode within so many standard deviations. */
const NEAR = 3;

/**
 * The mode that each point is near, by its place among the means; −1 where it is near none.
 *
 * @param points [count, 2]
 */
export function nearModes(
  points: ArrayLike<number>,
  { means, deviation }: Pick<Mixture, 'means' | 'deviation'>,
): number[] {
  return Array.from({ length: points.length / 2 }, (_, row) => {
    let nearest = -1;
    let least = (NEAR * deviation) ** 2;
    for (let mode = 0; mode < means.length; mode++) {
      const mean = means[mode]!;
      const squared = (points[2 * row]! - mean[0]) ** 2 + (points[2 * row + 1]! - mean[1]) ** 2;
      if (squared > least || Number.isNaN(squared)) continue;
      least = squared;
      nearest = mode;
    }
    return nearest;
  });
}
