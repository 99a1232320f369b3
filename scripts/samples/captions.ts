/** The sheet of a captioner: scenes, and where it looked when it said their digits. */
import { vocabulary } from '#scripts/datasets/scenes-words.ts';
import { asText, sayGreedily } from '#scripts/metrics/captions.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { RunGraph } from '#scripts/recipes/recipe.ts';
import { allPixels, drawScenes, frame, inked, SIDE } from './scenes.ts';
import type { Picture, Sheet } from './sheet.ts';

const SCENES = 6;
/** Longer than any sentence. */
const STEPS = 30;

export async function drawCaptions(run: RunGraph, random: RandomStream): Promise<Sheet> {
  const scenes = drawScenes(SCENES, random);
  const x = allPixels(scenes);
  const korean = await sayGreedily(run, x, 'ko', STEPS);
  const english = await sayGreedily(run, x, 'en', STEPS);
  const rows = korean.map((sentence, scene) => {
    const digits = sentence.filter(({ word }) => /^ \d$/.test(vocabulary[word]!));
    const picture = (attention?: Float32Array): Picture => {
      const canvas = inked(scenes, scene);
      if (attention) tint(canvas, attention);
      frame(canvas);
      return { rgb: canvas };
    };
    return [picture(), ...digits.map(({ attention }) => picture(attention))];
  });
  const list = (sentences: typeof korean) => sentences.map((sentence) => `“${asText(sentence)}”`).join(' ');
  return {
    caption: {
      ko: `프로젝트가 그린 숫자로 만든 장면과, 모델이 한국어 문장에서 숫자를 하나씩 말할 때 본 곳(붉은색)입니다. 위에서부터 차례로 모델이 한 말은 다음과 같습니다. ${list(korean)}`,
      en: `Scenes of digits drawn by the project, and in red where the model looked when it said each digit of its Korean sentence. In English it says, from above: ${list(english)}`,
    },
    rows,
  };
}

/** Takes green and blue out of a canvas where attention was, all of it where there was most. */
function tint(canvas: Float32Array, attention: Float32Array): void {
  const cells = Math.sqrt(attention.length);
  const most = Math.max(...attention);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)].map((place) =>
      Math.floor((place * cells) / SIDE),
    ) as [number, number];
    const passed = 1 - (0.6 * attention[row * cells + column]!) / most;
    for (const channel of [1, 2]) canvas[3 * pixel + channel]! *= passed;
  }
}
