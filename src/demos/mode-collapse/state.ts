/** What the reader can change in the demo `mode-collapse`, and what follows from it. */
import { toPlane, type View } from '#src/draw/plane.ts';
import type { Point } from '#src/draw/strokes.ts';
import { mixtureOf, nearModes, reachOf, type Mixture } from '#src/math/mixtures.ts';
import { standardNormals } from '#src/math/random.ts';
import { choiceField, numberField, pointField, type Fields } from '../link-state.ts';
import { fromShares, toShares, viewSharesField } from '../view-shares.ts';

export type Data = 'ring' | 'grid';
/** The two GANs of a data set. */
export type Course = 'healthy' | 'collapsed';
export const courses = ['healthy', 'collapsed'] as const;

export interface ModeCollapseState {
  readonly data: Data;
  /** The snapshot of the training, from 0. */
  readonly s: number;
  /** Which of the card's draws of latents, from 0. */
  readonly draw: number;
  /** Where D is read. */
  readonly x: Point;
  /** The part of the plane that is seen, in shares of the whole. */
  readonly view: View;
}

/** Snapshots of each training: so many that the models hold. */
export const snapshotCount = 12;

/** As the cards measure (Srivastava et al. 2017): so many points a draw, and the mean of so many draws. */
export const pointCount = 2500;
export const drawCount = 10;

export const mixtureFor = (data: Data): Mixture => mixtureOf(`gaussians-${data}`);

/** All of the plane that is shown. */
export const wholeOf = (data: Data): View => ({ x: 0, y: 0, span: 2 * reachOf(mixtureFor(data)) });

/** A view of a data set's plane, from one in shares of the whole. */
export const viewOn = (data: Data, view: View): View => fromShares(view, wholeOf(data));

/** A view in shares of the whole, so that the same says the same of every data set. */
export const sharesOf = (data: Data, view: View): View => toShares(view, wholeOf(data));

export const fields: Fields<ModeCollapseState> = {
  data: choiceField(['ring', 'grid']),
  s: numberField({ min: 0, max: snapshotCount - 1, digits: 0 }),
  draw: numberField({ min: 0, max: drawCount - 1, digits: 0 }),
  x: pointField({ min: -5, max: 5, digits: 4 }),
  view: viewSharesField,
};

/** A link may name a point of another data set's plane: then x is the origin. */
export function readable(state: ModeCollapseState): ModeCollapseState {
  const reach = wholeOf(state.data).span / 2;
  return state.x.every((value) => Math.abs(value) <= reach) ? state : { ...state, x: [0, 0] };
}

/** The seed from which the cards' latents are drawn, draw by draw. */
const cardSeed = 1;

/** The latents of each draw, [pointCount, 2]. */
export function cardLatents(): Float32Array<ArrayBuffer>[] {
  const all = standardNormals(cardSeed, drawCount * pointCount * 2);
  return Array.from({ length: drawCount }, (_, draw) =>
    all.slice(2 * pointCount * draw, 2 * pointCount * (draw + 1)),
  );
}

export interface Coverage {
  /** Whether each mode has at least one point within three deviations. */
  readonly hit: readonly boolean[];
  readonly modes: number;
  /** Share of points within three deviations of their nearest mode. */
  readonly quality: number;
}

/** @param points [count, 2] */
export function coverageOf(points: Float32Array, mixture: Mixture): Coverage {
  const near = nearModes(points, mixture);
  const hit = mixture.means.map((_, mode) => near.includes(mode));
  return {
    hit,
    modes: hit.filter(Boolean).length,
    quality: near.filter((mode) => mode >= 0).length / near.length,
  };
}

/** Places a side at which D is asked for its surface. */
export const surfaceSide = 36;

/** The middles of the cells that divide a view, row by row from the top. → [surfaceSide², 2] */
export function surfacePoints(view: View): Float32Array<ArrayBuffer> {
  const points = new Float32Array(2 * surfaceSide ** 2);
  for (let cell = 0; cell < surfaceSide ** 2; cell++) {
    const place: Point = [
      ((cell % surfaceSide) + 0.5) / surfaceSide,
      (Math.floor(cell / surfaceSide) + 0.5) / surfaceSide,
    ];
    points.set(toPlane(view, place), 2 * cell);
  }
  return points;
}

/** D = σ(s): the probability of being real that a score says. */
export function probability(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
