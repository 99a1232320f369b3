/**
 * k-means by Lloyd's two alternating steps (Lloyd 1982), each of which can only lower J = Σₙ ‖xₙ − m_c(n)‖², and its
 * careful start, k-means++ (Arthur & Vassilvitskii 2007).
 */
import type { RandomStream } from './random.ts';

export interface Points {
  /** [count, width] */
  readonly values: Float32Array;
  readonly width: number;
}

export interface Clustering {
  /** [k, width] */
  readonly centres: Float64Array;
  /** Of which points each centre is the mean. */
  readonly sources: readonly (readonly number[])[];
  /** The cluster of each point; undefined before they were first assigned. */
  readonly assignment: readonly number[] | undefined;
  /** How many points the last assignment moved to another cluster; undefined after the centres have moved. */
  readonly changed: number | undefined;
  /** J; undefined before the points were first assigned. */
  readonly objective: number | undefined;
}

export const countOf = ({ values, width }: Points): number => values.length / width;

/** ‖x − m‖² of a point and a centre, by their places. */
export function squaredDistance(
  { values, width }: Points,
  point: number,
  centres: ArrayLike<number>,
  centre: number,
): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (values[point * width + i]! - centres[centre * width + i]!) ** 2;
  return sum;
}

/** Centres on points, nothing assigned yet. */
export function placeCentres(points: Points, starts: readonly number[]): Clustering {
  const sources = starts.map((start) => [start]);
  return {
    centres: means(points, sources),
    sources,
    assignment: undefined,
    changed: undefined,
    objective: undefined,
  };
}

/** No step lowers J any more. */
export const isSettled = ({ changed }: Clustering): boolean => changed === 0;

/** The next of the two steps: points to their nearest centres where the centres moved last, else centres to the means. */
export function step(points: Points, clustering: Clustering): Clustering {
  return clustering.changed === undefined ? assign(points, clustering) : move(points, clustering);
}

/** Where two centres are equally near, a point stays in the cluster it was in. */
function assign(points: Points, clustering: Clustering): Clustering {
  const { centres, sources, assignment: before } = clustering;
  let objective = 0;
  let changed = 0;
  const assignment = Array.from({ length: countOf(points) }, (_, point) => {
    let nearest = before?.[point] ?? 0;
    let least = squaredDistance(points, point, centres, nearest);
    for (let centre = 0; centre < sources.length; centre++) {
      const squared = squaredDistance(points, point, centres, centre);
      if (squared >= least) continue;
      least = squared;
      nearest = centre;
    }
    objective += least;
    if (nearest !== before?.[point]) changed++;
    return nearest;
  });
  return { centres, sources, assignment, changed, objective };
}

/** A cluster without points gets the point that is farthest from its centre: nothing is lost by that, and J will fall. */
function move(points: Points, { centres, sources, assignment = [] }: Clustering): Clustering {
  const groups = sources.map((): number[] => []);
  for (const [point, centre] of assignment.entries()) groups[centre]!.push(point);
  const isEmpty = ({ length }: readonly number[]) => length === 0;
  if (groups.some(isEmpty)) {
    const farthest = assignment
      .map((centre, point) => ({ point, squared: squaredDistance(points, point, centres, centre) }))
      .sort((a, b) => b.squared - a.squared);
    for (const group of groups.filter(isEmpty)) group.push(farthest.shift()!.point);
  }
  const moved = means(points, groups);
  const objective = assignment.reduce(
    (sum, centre, point) => sum + squaredDistance(points, point, moved, centre),
    0,
  );
  return { centres: moved, sources: groups, assignment, changed: undefined, objective };
}

/** @returns [groups.length, width] */
export function means(
  { values, width }: Points,
  groups: readonly (readonly number[])[],
): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(groups.length * width);
  for (const [centre, group] of groups.entries())
    for (const point of group)
      for (let i = 0; i < width; i++) sums[centre * width + i]! += values[point * width + i]! / group.length;
  return sums;
}

/** k-means++: the first start by chance, each further one with a probability in proportion to its distance² from those there are. */
export function carefulStarts(points: Points, k: number, random: RandomStream): number[] {
  const count = countOf(points);
  const starts = [random.integer(count)];
  const least = new Float64Array(count).fill(Infinity);
  while (starts.length < k) {
    let total = 0;
    for (let point = 0; point < count; point++) {
      least[point] = Math.min(
        least[point]!,
        squaredDistance(points, point, points.values, starts[starts.length - 1]!),
      );
      total += least[point]!;
    }
    let rest = random.uniform() * total;
    let point = 0;
    while (point < count - 1 && (rest -= least[point]!) >= 0) point++;
    starts.push(point);
  }
  return starts;
}

/** Starts in one heap: the points nearest to one of them, itself the first. */
export function crowdedStarts(points: Points, k: number, around: number): number[] {
  const squared = Array.from({ length: countOf(points) }, (_, point) =>
    squaredDistance(points, point, points.values, around),
  );
  return [...squared.keys()].sort((a, b) => squared[a]! - squared[b]!).slice(0, k);
}
