/** What the reader can change in the demo `task-tour`, and what follows from it. */
import { MAX_DIGITS, SCENE_WIDTH } from '#src/draw/scenes/composition.ts';
import type { Stroke } from '#src/draw/strokes.ts';
import { intersectionOverUnion, nonMaximumSuppression, type Box } from '#src/math/boxes.ts';
import { matchDetections, type Detection } from '#src/math/detections.ts';
import { choiceField, drawingField, numberField, type Field, type Fields } from '../link-state.ts';
import { referenceItems, sizes, unlabelled, type Item } from './scene.ts';

export const tasks = ['classify', 'regress', 'detect', 'segment', 'caption'] as const;
export type Task = (typeof tasks)[number];

export interface TourState {
  readonly task: Task;
  readonly scene: readonly Item[];
  /** Place of the digit in `scene` that is answered for alone, and that the tools change. */
  readonly chosen: number;
  /** The reader's drawing. */
  readonly d: readonly Stroke[];
  /** What they say it is; −1 as long as they have not. */
  readonly label: number;
  /** Of the latest random scene. */
  readonly seed: number;
  /** Least score of a box, and largest intersection over union of two that stay. */
  readonly score: number;
  readonly overlap: number;
  /** The word whose attention is shown: which sentence, and its place; −1 for the first digit of the sentence. */
  readonly said: 'ko' | 'en';
  readonly word: number;
}

export const limits = {
  score: { min: 0.02, max: 0.95, step: 0.01 },
  overlap: { min: 0, max: 1, step: 0.05 },
} as const;

/** Words after which a sentence is cut off. */
export const mostWords = 24;

/** Items, each as its source, its size and its place in hundredths of a pixel; a full stop between two. */
const sceneField: Field<readonly Item[]> = {
  write: (items) =>
    items.length === 0
      ? '_'
      : items
          .map(({ source, size, x, y }) => {
            const name = source === 'own' ? 'own' : `${source.label}-${source.hand}`;
            return [name, ...[size, x, y].map((value) => Math.round(100 * value))].join(',');
          })
          .join('.'),
  read(text) {
    if (text === '_') return [];
    const items = text.split('.').map(readItem);
    const known = items.filter((item) => item !== undefined);
    const owns = known.filter(({ source }) => source === 'own').length;
    return known.length < items.length || items.length > MAX_DIGITS || owns > 1 ? undefined : known;
  },
};

function readItem(text: string): Item | undefined {
  const [, name, label, hand, ...numbers] =
    /^(own|(\d)-(\d{1,6})),(\d{1,4}),(-?\d{1,4}),(-?\d{1,4})$/.exec(text) ?? [];
  const [size, x, y] = numbers.map((number) => Number(number) / 100) as [number, number, number];
  const isInside = [x, y].every((value) => value > -1 && value < SCENE_WIDTH - 1);
  if (!name || !isInside || size < sizes.min || size > sizes.max) return undefined;
  return { source: name === 'own' ? 'own' : { label: Number(label), hand: Number(hand) }, size, x, y };
}

const within = (range: { min: number; max: number }) => numberField({ ...range, digits: 2 });
const whole = (min: number, max: number) => numberField({ min, max, digits: 0 });

export const fields: Fields<TourState> = {
  task: choiceField(tasks),
  scene: sceneField,
  chosen: whole(0, MAX_DIGITS - 1),
  d: drawingField,
  label: whole(-1, 9),
  seed: whole(0, 99_999),
  score: within(limits.score),
  overlap: within(limits.overlap),
  said: choiceField(['ko', 'en']),
  word: whole(-1, mostWords - 1),
};

export function firstState(language: 'ko' | 'en'): TourState {
  return {
    task: 'detect',
    scene: referenceItems(),
    chosen: 3,
    d: [],
    label: -1,
    seed: 0,
    score: 0.3,
    overlap: 0.4,
    said: language,
    word: -1,
  };
}

/** What of a state can be: the chosen digit is one of the scene, and one's own is drawn. */
export function consistent(state: TourState): TourState {
  const scene = state.d.length > 0 ? state.scene : state.scene.filter(({ source }) => source !== 'own');
  return { ...state, scene, chosen: Math.max(0, Math.min(scene.length - 1, state.chosen)) };
}

/** What the detector's candidates come down to. */
export interface Detected {
  /** Sure enough, by falling score. */
  readonly candidates: readonly Detection[];
  /** Of those, what non-maximum suppression leaves. */
  readonly kept: readonly Detection[];
  /** By digit of the scene: what was found of it, and the intersection over union. */
  readonly matches: readonly ({ readonly found: Detection; readonly overlap: number } | undefined)[];
  /** Kept boxes that are of nothing. */
  readonly spurious: readonly Detection[];
}

/** Least intersection over union of a box and the digit that it has found. */
export const leastMatch = 0.5;

/** @param candidates by falling score */
export function detect(
  all: readonly Detection[],
  truths: readonly { readonly box: Box }[],
  { score, overlap }: Pick<TourState, 'score' | 'overlap'>,
): Detected {
  const candidates = all.filter((candidate) => candidate.score >= score);
  const kept = nonMaximumSuppression(candidates, overlap);
  const places = matchDetections(kept, truths, leastMatch);
  return {
    candidates,
    kept,
    matches: truths.map(({ box }, digit) => {
      const found = kept[places.indexOf(digit)];
      return found && { found, overlap: intersectionOverUnion(box, found.box) };
    }),
    spurious: kept.filter((_, index) => places[index] === undefined),
  };
}

/**
 * The likeliest class of each pixel.
 *
 * @param probabilities [classes, pixels]
 */
export function likeliestClasses(probabilities: Float32Array, classes: number): Uint8Array {
  const pixels = probabilities.length / classes;
  return Uint8Array.from({ length: pixels }, (_, pixel) => {
    let best = 0;
    for (let label = 1; label < classes; label++) {
      if (probabilities[label * pixels + pixel]! > probabilities[best * pixels + pixel]!) best = label;
    }
    return best;
  });
}

export interface ClassOverlap {
  /** 0 … 9 */
  readonly label: number;
  /** Pixels that are of it, and that were taken for it. */
  readonly true: number;
  readonly taken: number;
  /** Intersection over union. */
  readonly overlap: number;
}

/** The digits that are in a scene or were seen in it, by class of pixels as masks have them. */
export function overlapsOf(taken: Uint8Array, mask: Uint8Array): readonly ClassOverlap[] {
  return Array.from({ length: unlabelled + 1 }, (_, label) => {
    let [is, was, both] = [0, 0, 0];
    for (let pixel = 0; pixel < mask.length; pixel++) {
      const [isIt, wasIt] = [mask[pixel] === 1 + label, taken[pixel] === 1 + label];
      if (isIt) is += 1;
      if (wasIt) was += 1;
      if (isIt && wasIt) both += 1;
    }
    return { label, true: is, taken: was, overlap: both / (is + was - both) };
  }).filter((each) => each.true + each.taken > 0);
}

/** Share of the ink's pixels that were given the right digit. */
export function inkAccuracy(taken: Uint8Array, mask: Uint8Array): number {
  const ink = Array.from(mask.keys()).filter((pixel) => mask[pixel] !== 0);
  return ink.filter((pixel) => taken[pixel] === mask[pixel]).length / ink.length;
}

/** A loss in nats: three decimals, or two digits where there would be none. */
export function lossText(loss: number): string {
  return loss < 0.001 ? loss.toExponential(1) : loss.toFixed(3);
}
