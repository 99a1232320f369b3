/** Sheets of models that read scenes: what they find, drawn over scenes of digits that the project draws itself. */
import { gatherPixels } from '#scripts/datasets/batch.ts';
import { composeScene, PIXEL_CLASSES, SCENE_WIDTH } from '#scripts/datasets/scenes-composition.ts';
import { gatherScenes, type ScenesSplit } from '#scripts/datasets/scenes.ts';
import { makeStrokes } from '#scripts/datasets/strokes.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { RunGraph } from '#scripts/recipes/recipe.ts';
import { readDetections, type Detection } from '#src/math/detections.ts';
import type { Picture, Sheet } from './sheet.ts';

const ZOOM = 2;
/** Of a scene's picture, in pixels. */
export const SIDE = ZOOM * SCENE_WIDTH;
const COLUMNS = 5;

type Colour = readonly [red: number, green: number, blue: number];

/** Of the digits 0–9. */
const colours: readonly Colour[] = [
  [0.9, 0.1, 0.11],
  [0.12, 0.47, 0.71],
  [0.2, 0.63, 0.17],
  [1, 0.5, 0],
  [0.42, 0.24, 0.6],
  [0.69, 0.35, 0.16],
  [0.9, 0.3, 0.7],
  [0.1, 0.7, 0.75],
  [0.72, 0.65, 0.05],
  [0.4, 0.4, 0.4],
];

/** Digits of 3 × 5 pixels, row by row. */
const glyphs = [
  ...['111101101101111', '010110010010111', '111001111100111', '111001111001111', '101101111001001'],
  ...['111100111001111', '111100111101111', '111001001010010', '111101111101111', '111101111001111'],
] as const;

export async function drawDetections(run: RunGraph, random: RandomStream): Promise<Sheet> {
  const scenes = drawScenes(3 * COLUMNS, random);
  const { boxes, scores } = await run('detector', { x: allPixels(scenes) });
  const row = ({ data }: NonNullable<typeof boxes>, scene: number) =>
    (data as Float32Array).subarray(
      (scene * data.length) / scenes.count,
      ((scene + 1) * data.length) / scenes.count,
    );
  const pictures = Array.from({ length: scenes.count }, (_, scene) => {
    const found = readDetections(row(boxes!, scene), row(scores!, scene), { minScore: 0.5, maxOverlap: 0.4 });
    const canvas = inked(scenes, scene);
    for (const detection of found) outline(canvas, detection);
    frame(canvas);
    return { rgb: canvas };
  });
  return {
    caption: {
      ko: '프로젝트가 그린 숫자로 만든 장면에서 모델이 찾은 상자와 읽은 숫자입니다. 점수가 0.5 이상인 답만 그렸습니다.',
      en: 'Boxes that the model finds, and the digits it reads in them, in scenes of digits drawn by the project; answers of score 0.5 or more.',
    },
    rows: inRows(pictures),
  };
}

export async function drawSegmentations(run: RunGraph, random: RandomStream): Promise<Sheet> {
  const scenes = drawScenes(2 * COLUMNS, random);
  const { probabilities } = await run('segmenter', { x: allPixels(scenes) });
  const pixels = SCENE_WIDTH ** 2;
  const answers = Array.from({ length: scenes.count }, (_, scene) => {
    const canvas = new Float32Array(SIDE * SIDE * 3).fill(1);
    const at = (label: number, pixel: number) =>
      Number(probabilities!.data[(scene * PIXEL_CLASSES + label) * pixels + pixel]);
    for (let pixel = 0; pixel < pixels; pixel++) {
      let best = 0;
      for (let label = 1; label < PIXEL_CLASSES; label++)
        if (at(label, pixel) > at(best, pixel)) best = label;
      if (best === 0) continue;
      const [left, top] = [ZOOM * (pixel % SCENE_WIDTH), ZOOM * Math.floor(pixel / SCENE_WIDTH)];
      fill(canvas, [left, top, left + ZOOM, top + ZOOM], colours[best - 1]!);
    }
    frame(canvas);
    return { rgb: canvas };
  });
  const questions = answers.map((_, scene) => {
    const canvas = inked(scenes, scene);
    frame(canvas);
    return { rgb: canvas };
  });
  const [above, below] = [inRows(questions), inRows(answers)];
  return {
    caption: {
      ko: '윗줄은 프로젝트가 그린 숫자로 만든 장면, 아랫줄은 모델이 픽셀마다 내린 판정입니다. 숫자마다 색이 다르고, 흰색은 배경입니다.',
      en: 'Above, scenes of digits drawn by the project; below, what the model takes each pixel for: a colour for each digit, white for background.',
    },
    rows: above.flatMap((row, index) => [row, below[index]!]),
  };
}

/** Scenes of digits that the project draws itself. */
export function drawScenes(count: number, random: RandomStream): ScenesSplit {
  const singles = makeStrokes({ seed: 1, counts: { train: 4 * count, validation: 0, test: 0 } }).train;
  return gatherScenes(Array.from({ length: count }, () => composeScene(random, singles)));
}

export const allPixels = (scenes: ScenesSplit) =>
  gatherPixels(
    scenes,
    Int32Array.from({ length: scenes.count }, (_, index) => index),
  );

/** [SIDE, SIDE, 3] a scene's grey ink on white. */
export function inked({ images }: ScenesSplit, scene: number): Float32Array {
  return Float32Array.from({ length: SIDE * SIDE * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    const [x, y] = [Math.floor((pixel % SIDE) / ZOOM), Math.floor(pixel / SIDE / ZOOM)];
    return 1 - (0.75 * images[(scene * SCENE_WIDTH + y) * SCENE_WIDTH + x]!) / 255;
  });
}

/** A box in its digit's colour, with the digit beside it. */
function outline(canvas: Float32Array, { label, box }: Detection): void {
  const colour = colours[label]!;
  const [left, top, right, bottom] = box.map((edge) => Math.round(ZOOM * edge)) as [
    number,
    number,
    number,
    number,
  ];
  fill(canvas, [left, top, right, top + 1], colour);
  fill(canvas, [left, bottom - 1, right, bottom], colour);
  fill(canvas, [left, top, left + 1, bottom], colour);
  fill(canvas, [right - 1, top, right, bottom], colour);
  const x = right + 8 <= SIDE ? right + 1 : left - 7;
  for (const [place, mark] of [...glyphs[label]!].entries()) {
    const [column, row] = [x + 2 * (place % 3), top + 2 * Math.floor(place / 3)];
    if (mark === '1') fill(canvas, [column, row, column + 2, row + 2], colour);
  }
}

/** A scene ends where paper goes on. */
export function frame(canvas: Float32Array): void {
  const grey = [0.8, 0.8, 0.8] as const;
  fill(canvas, [0, 0, SIDE, 1], grey);
  fill(canvas, [0, SIDE - 1, SIDE, SIDE], grey);
  fill(canvas, [0, 0, 1, SIDE], grey);
  fill(canvas, [SIDE - 1, 0, SIDE, SIDE], grey);
}

function fill(canvas: Float32Array, box: Detection['box'], colour: Colour): void {
  const [left, top, right, bottom] = box;
  for (let y = Math.max(0, top); y < Math.min(SIDE, bottom); y++) {
    for (let x = Math.max(0, left); x < Math.min(SIDE, right); x++) canvas.set(colour, 3 * (y * SIDE + x));
  }
}

const inRows = (pictures: readonly Picture[]) =>
  Array.from({ length: Math.ceil(pictures.length / COLUMNS) }, (_, row) =>
    pictures.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
