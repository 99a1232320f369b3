/** The sheet of a classifier of digits: what it loses sight of wherever a digit is covered. */
import type { RunGraph } from '#scripts/recipes/recipe.ts';
import { fallPixels } from '#src/draw/falls.ts';
import { coveredEach, type Cover } from '#src/math/occlusion.ts';
import { softmax } from '#src/math/softmax.ts';
import type { Picture, Sheet } from './sheet.ts';

const COVER: Cover = { size: 7, fill: 'paper' };
const PIXELS = 784;

/**
 * @param images [digits, 784]
 * @param labels [digits]
 */
export async function drawOcclusions(
  run: RunGraph,
  images: Float32Array,
  labels: readonly number[],
): Promise<Sheet> {
  const probabilitiesOf = async (x: Float32Array, label: number) => {
    const count = x.length / PIXELS;
    const logits = (await run('classifier', { x: { data: x, shape: [count, PIXELS] } })).logits!.data;
    const classes = logits.length / count;
    return Array.from({ length: count }, (_, row) => {
      const ofRow = Array.from(logits.slice(row * classes, (row + 1) * classes), Number);
      return softmax(ofRow)[label]!;
    });
  };
  const digits: Picture[] = [];
  const maps: Picture[] = [];
  for (const [digit, label] of labels.entries()) {
    const image = images.slice(digit * PIXELS, (digit + 1) * PIXELS);
    const [before] = await probabilitiesOf(image, label);
    const after = await probabilitiesOf(coveredEach(image, 0, PIXELS, COVER), label);
    digits.push({ ink: image });
    maps.push({ rgb: onPaper(fallPixels(after.map((probability) => before! - probability))) });
  }
  return {
    caption: {
      ko: `윗줄은 프로젝트가 그린 숫자, 아랫줄은 빈 종이 ${COVER.size}×${COVER.size}픽셀로 그 자리를 가릴 때 맞는 숫자의 확률이 얼마나 떨어지는지입니다. 1만큼 떨어지면 가장 짙습니다.`,
      en: `Above, digits drawn by the project; below, how far the probability of the right digit falls with ${COVER.size}×${COVER.size} pixels of paper on each place. A fall by 1 is the darkest.`,
    },
    rows: [digits, maps],
  };
}

/** @param pixels RGBA bytes */
function onPaper(pixels: Uint8ClampedArray): Float32Array {
  return Float32Array.from({ length: (pixels.length / 4) * 3 }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / 3), index % 3];
    const opacity = pixels[4 * pixel + 3]! / 255;
    return 1 - opacity + (opacity * pixels[4 * pixel + channel]!) / 255;
  });
}
