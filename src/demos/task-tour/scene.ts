/** The scene of the demo `task-tour`: digits that the reader puts on a canvas, and what is true of it. */
import { drawStrokesExample, type StrokesExample } from '#src/draw/handwriting/digits.ts';
import { normalize } from '#src/draw/normalize.ts';
import {
  composeScene,
  drawScene,
  MAX_DIGITS,
  SCENE_WIDTH,
  type DrawnScene,
  type Singles,
} from '#src/draw/scenes/composition.ts';
import { penWidth, type Stroke } from '#src/draw/strokes.ts';
import { boxArea, sharedArea, type Box } from '#src/math/boxes.ts';
import { seededRandomStream } from '#src/math/random.ts';

/** A digit of the scene. */
export interface Item {
  /** The reader's own drawing; or a digit that the project draws, in the hand of a number: 0 is the schoolbook's. */
  readonly source: 'own' | { readonly label: number; readonly hand: number };
  /** Longer side of its ink, and where its ink begins, in the scene's pixels. */
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** What stands for the class of a drawing of which nobody has said what it is. */
export const unlabelled = 10;

/** Sizes that a reader can give: the models have seen 14 to 28. */
export const sizes = { min: 10, max: 40 } as const;

/** The seed of the digits and of the scenes in the models' references. */
const referenceSeeds = { digits: 2019, scenes: 5 } as const;

let schoolbook: readonly StrokesExample[] | undefined;
const written = new Map<string, StrokesExample>();

/** A digit as one hand writes it; the schoolbook's are the examples of the models' references. */
export function exampleOf({ label, hand }: { label: number; hand: number }): StrokesExample {
  if (hand === 0) {
    const random = seededRandomStream(referenceSeeds.digits);
    schoolbook ??= Array.from({ length: 10 }, (_, digit) =>
      drawStrokesExample(digit, random, { calm: true }),
    );
    return schoolbook[label]!;
  }
  const key = `${label} ${hand}`;
  const example = written.get(key) ?? drawStrokesExample(label, settledStream(10 * hand + label));
  written.set(key, example);
  return example;
}

/** The first draws of neighbouring seeds are much alike, so they are left out. */
function settledStream(seed: number) {
  const random = seededRandomStream(seed);
  for (let draw = 0; draw < 16; draw++) random.uniform();
  return random;
}

/** [784] grey bytes of a single digit, as a model of single digits takes it. */
export function singleOf({ source }: Item, strokes: readonly Stroke[]): Uint8Array {
  if (source !== 'own') return exampleOf(source).image;
  return Uint8Array.from(normalize(strokes, penWidth), (ink) => Math.round(255 * ink));
}

/** The class of a digit of the scene, as far as it is known. */
export function labelOf({ source }: Item, ownLabel: number | undefined): number | undefined {
  return source === 'own' ? ownLabel : source.label;
}

/**
 * The scene as the data set draws it, and where what is.
 *
 * @param ownLabel what the reader says their drawing is
 */
export function sceneOf(
  items: readonly Item[],
  strokes: readonly Stroke[],
  ownLabel: number | undefined,
): DrawnScene {
  const singles: Singles = {
    images: Uint8Array.from(items.flatMap((item) => [...singleOf(item, strokes)])),
    labels: Uint8Array.from(items, (item) => labelOf(item, ownLabel) ?? unlabelled),
    count: items.length,
  };
  return drawScene(
    items.map(({ size, x, y }, index) => ({ index, size, x, y })),
    singles,
  );
}

/** The scene that the models' references begin with. */
export function referenceItems(): readonly Item[] {
  return compose(referenceSeeds.scenes, 0, seededRandomStream);
}

/** A scene that a seed gives, of digits that nobody has written before. */
export function randomItems(seed: number): readonly Item[] {
  return compose(seed, seed, settledStream);
}

function compose(seed: number, hand: number, stream: typeof seededRandomStream): readonly Item[] {
  const examples = Array.from({ length: 10 }, (_, label) => exampleOf({ label, hand }));
  const { placed } = composeScene(stream(seed), {
    images: Uint8Array.from(examples.flatMap(({ image }) => [...image])),
    labels: Uint8Array.from(examples, ({ label }) => label),
    count: examples.length,
  });
  return placed.map(({ index, size, x, y }) => ({ source: { label: index, hand }, size, x, y }));
}

/** A digit moved by so many pixels, but not out of the scene. */
export function moved(item: Item, box: Box, [right, down]: readonly [number, number]): Item {
  const held = (from: number, to: number, by: number) => Math.min(SCENE_WIDTH - to, Math.max(-from, by));
  return { ...item, x: item.x + held(box[0], box[2], right), y: item.y + held(box[1], box[3], down) };
}

/** A digit of another size in the same place, as far as the scene has room. */
export function resized(item: Item, box: Box, size: number): Item {
  const growth = size / item.size;
  const along = (from: number, to: number, at: number) => {
    const length = (to - from) * growth;
    return at + Math.min(SCENE_WIDTH - length, Math.max(0, (from + to - length) / 2)) - from;
  };
  return { ...item, size, x: along(box[0], box[2], item.x), y: along(box[1], box[3], item.y) };
}

/** A new digit where it covers least of the others, and as near to the middle as that allows. */
export function added(
  items: readonly Item[],
  boxes: readonly Box[],
  source: Item['source'],
): readonly Item[] {
  if (items.length >= MAX_DIGITS) return items;
  const size = 20;
  const places = Array.from({ length: 12 * 12 }, (_, place) => ({
    x: 4 * (place % 12),
    y: 4 * Math.floor(place / 12),
  }));
  const cost = ({ x, y }: { x: number; y: number }) => {
    const box: Box = [x - 1, y - 1, x + size + 1, y + size + 1];
    const covered = boxes.reduce((sum, other) => sum + sharedArea(box, other) / boxArea(other), 0);
    const middle = (SCENE_WIDTH - size) / 2;
    return 1000 * covered + Math.hypot(x - middle, y - middle);
  };
  const [best] = places.sort((a, b) => cost(a) - cost(b));
  return [...items, { source, size, ...best! }];
}
