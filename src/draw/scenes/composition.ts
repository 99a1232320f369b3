/** Scenes put together from single digits: how many, which, how large and where is drawn at random. */
import { boxArea, sharedArea, type Box } from '#src/math/boxes.ts';
import type { RandomStream } from '#src/math/random.ts';
import { describeScene, type SceneDigit, type Sentence } from './sentence.ts';

export const SCENE_WIDTH = 64;
export const MAX_DIGITS = 4;
/** Classes of a scene's pixels: background, and ten digits. */
export const PIXEL_CLASSES = 11;

/** Grey from which a pixel counts as ink, a quarter of black: what boxes are tight around and masks cover. */
export const INK = 64;
/** Least and greatest longer side of a digit's ink, in pixels; a pixel more or less as its grey edges fall. */
export const DIGIT_SIZES = [14, 28] as const;
/** Largest part of the smaller of two boxes that the other may cover. */
const MAX_COVERED = 0.1;
/** Placements to try before other digits are drawn: four large ones may not fit. */
const TRIES = 40;

/** Images of single digits, square, to choose from. */
export interface Singles {
  /** [count, width · width] grey bytes, 0 = paper. */
  readonly images: Uint8Array;
  /** [count] */
  readonly labels: Uint8Array;
  readonly count: number;
}

/** A digit of a scene: which, at what size, and where, in pixels that need not be whole. */
export interface PlacedDigit {
  /** Of its image. */
  readonly index: number;
  /** Of its ink's longer side. */
  readonly size: number;
  /** Where its ink begins, but for grey edges. */
  readonly x: number;
  readonly y: number;
}

export interface Scene {
  /** [64 · 64] grey bytes, 0 = paper. */
  readonly image: Uint8Array;
  /** [64 · 64] class of each pixel: 0 = background, 1 + d = ink of digit d. */
  readonly mask: Uint8Array;
  /** One to four, in random order; a box is what the digit would fill if none lay over it. */
  readonly digits: readonly SceneDigit[];
  readonly sentence: Sentence;
  /** What `drawScene` draws it from. */
  readonly placed: readonly PlacedDigit[];
}

/** A digit at its size, cut out with some paper around it. */
interface Patch {
  readonly label: number;
  readonly width: number;
  readonly height: number;
  readonly greys: Uint8Array;
  /** Of the ink, within the patch. */
  readonly box: Box;
}

type Pair = readonly [x: number, y: number];

/** Paper around a patch's ink: for grey edges, and for the fraction of a pixel by which the digit is off the grid. */
const PAD = 2;

/** What is seen in a scene, whether or not it can be put into words. */
export type DrawnScene = Pick<Scene, 'image' | 'mask' | 'digits'>;

/**
 * A new scene: as likely of one digit as of two, three or four; digits chosen at random, their sizes between 14 and 28
 * pixels, anywhere in the scene as long as no box covers more than a tenth of another and the scene can be described.
 */
export function composeScene(random: RandomStream, singles: Singles): Scene {
  const count = 1 + random.integer(MAX_DIGITS);
  for (;;) {
    const chosen = Array.from({ length: count }, () => {
      const [least, greatest] = DIGIT_SIZES;
      const size = least + (greatest - least) * random.uniform();
      const index = random.integer(singles.count);
      const off: Pair = [random.uniform() - 0.5, random.uniform() - 0.5];
      return { index, size, off, patch: cutOut(singles, index, size, off) };
    });
    const patches = chosen.map(({ patch }) => patch);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const corners = patches.map(({ box }): Pair => [place(box, 0, random), place(box, 1, random)]);
      const digits = boxesAt(patches, corners);
      if (digits.some((one, index) => digits.slice(0, index).some((other) => isCovered(one, other))))
        continue;
      const sentence = describeScene(digits, SCENE_WIDTH);
      if (!sentence) continue;
      const placed = chosen.map(({ index, size, off }, digit): PlacedDigit => {
        const [x, y] = corners[digit]!;
        return { index, size, x: x + PAD - off[0], y: y + PAD - off[1] };
      });
      return { ...inkPatches(patches, corners), digits, sentence, placed };
    }
  }
}

/** The scene of these digits, wherever they are put and however they cover each other. */
export function drawScene(placed: readonly PlacedDigit[], singles: Singles): DrawnScene {
  const corners = placed.map(({ x, y }): Pair => [Math.round(x) - PAD, Math.round(y) - PAD]);
  const patches = placed.map(({ index, size, x, y }) =>
    cutOut(singles, index, size, [Math.round(x) - x, Math.round(y) - y]),
  );
  return { ...inkPatches(patches, corners), digits: boxesAt(patches, corners) };
}

function boxesAt(patches: readonly Patch[], corners: readonly Pair[]): readonly SceneDigit[] {
  return patches.map(({ label, box }, index) => {
    const [x, y] = corners[index]!;
    return { label, box: [box[0] + x, box[1] + y, box[2] + x, box[3] + y] };
  });
}

/** Where a patch begins along an axis, for its ink to lie within the scene. */
function place(box: Box, axis: 0 | 1, random: RandomStream): number {
  const length = box[axis + 2]! - box[axis];
  return random.integer(SCENE_WIDTH - length + 1) - box[axis];
}

function isCovered(one: SceneDigit, other: SceneDigit): boolean {
  const smaller = Math.min(boxArea(one.box), boxArea(other.box));
  return sharedArea(one.box, other.box) > MAX_COVERED * smaller;
}

/** Where two inks meet, the darker one is seen. */
function inkPatches(patches: readonly Patch[], corners: readonly Pair[]) {
  const image = new Uint8Array(SCENE_WIDTH * SCENE_WIDTH);
  const mask = new Uint8Array(SCENE_WIDTH * SCENE_WIDTH);
  for (const [index, { label, width, height, greys }] of patches.entries()) {
    const [left, top] = corners[index]!;
    for (let row = Math.max(0, -top); row < Math.min(height, SCENE_WIDTH - top); row++) {
      for (let column = Math.max(0, -left); column < Math.min(width, SCENE_WIDTH - left); column++) {
        const grey = greys[row * width + column]!;
        const pixel = (top + row) * SCENE_WIDTH + left + column;
        if (grey <= image[pixel]!) continue;
        image[pixel] = grey;
        if (grey >= INK) mask[pixel] = 1 + label;
      }
    }
  }
  return { image, mask };
}

/**
 * @param size of the ink's longer side, in pixels
 * @param off  how far the ink lies left of and above whole pixels
 */
function cutOut({ images, labels, count }: Singles, index: number, size: number, [offX, offY]: Pair): Patch {
  const sourceSize = images.length / count;
  const sourceWidth = Math.sqrt(sourceSize);
  const source = images.subarray(index * sourceSize, (index + 1) * sourceSize);
  const [left, top, right, bottom] = inkBox(source, sourceWidth);
  const scale = size / Math.max(right - left, bottom - top);
  const width = Math.ceil((right - left) * scale) + 2 * PAD;
  const height = Math.ceil((bottom - top) * scale) + 2 * PAD;
  const samples = scale < 1 ? 2 : 1; // along each axis of a pixel, so that no line is skipped where digits shrink
  const greys = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let sample = 0; sample < samples * samples; sample++) {
        const x = column - PAD + offX + ((sample % samples) + 0.5) / samples;
        const y = row - PAD + offY + (Math.floor(sample / samples) + 0.5) / samples;
        sum += interpolate(source, sourceWidth, left + x / scale - 0.5, top + y / scale - 0.5);
      }
      greys[row * width + column] = Math.round(sum / (samples * samples));
    }
  }
  return { label: labels[index]!, width, height, greys, box: inkBox(greys, width) };
}

function inkBox(greys: Uint8Array, width: number): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (let pixel = 0; pixel < greys.length; pixel++) {
    if (greys[pixel]! < INK) continue;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return [left, top, right, bottom];
}

/** Bilinear, between pixels' middles at whole numbers; paper beyond the edge. */
function interpolate(pixels: Uint8Array, width: number, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= width || top >= width) return 0;
  const right = x - left;
  const down = y - top;
  const at = top * width + left;
  const [hasLeft, hasRight] = [left >= 0, left + 1 < width];
  let grey = 0;
  if (top >= 0) {
    if (hasLeft) grey += (1 - down) * (1 - right) * pixels[at]!;
    if (hasRight) grey += (1 - down) * right * pixels[at + 1]!;
  }
  if (top + 1 < width) {
    if (hasLeft) grey += down * (1 - right) * pixels[at + width]!;
    if (hasRight) grey += down * right * pixels[at + width + 1]!;
  }
  return grey;
}
