/** How well a score of an image tells digits from what is no upright, centred digit, beside what needs no model. */
import { deflateRawSync } from 'node:zlib';
import type { Split } from '#scripts/datasets/dataset.ts';
import { drawLetters } from '#scripts/datasets/letters.ts';
import { auroc } from '#scripts/metrics/classification.ts';
import { meanOf } from '#scripts/metrics/statistics.ts';
import { seededRandomStream } from '#scripts/random.ts';
import type { Metric } from '#src/model-card.ts';

/** Images of each kind, where the test images are that many. */
const COUNT = 2_000;
const PIXELS = 784;

/** A number for each image, the higher the more it is taken for a digit. */
interface Score {
  readonly name: Metric['name'];
  of(split: Split): Promise<Float64Array>;
}

/** @param splits as the data set has them; their images are made black and white here */
export async function strangerMetrics(
  score: Score,
  splits: { readonly train: Split; readonly test: Split },
): Promise<readonly Metric[]> {
  const usualInk = meanOf(Float64Array.from(inkOf(thresholdSplit(splits.train))));
  const scores = async (split: Split) => ({
    model: await score.of(split),
    ink: Float64Array.from(inkOf(split), (ink) => -Math.abs(ink - usualInk)),
    length: Float64Array.from(eachImage(split), (image) => -deflateRawSync(packed(image)).length),
  });
  const digits = firstOf(thresholdSplit(splits.test), COUNT);
  const real = await scores(digits);
  const metrics: Metric[] = [];
  for (const { id, ko, en, images } of strangers(digits)) {
    const strange = await scores({ ...digits, images });
    const source = {
      ko: '같은 이미지에서 모델과 함께 잰 값',
      en: 'the same images, measured with the model',
    };
    metrics.push({
      ...auroc(real.model, strange.model),
      id: `auroc_${id}`,
      name: { ko: `숫자와 구별: ${ko}`, en: `Told from digits: ${en}` },
      unit: { ko: 'AUROC', en: 'AUROC' },
      better: 'higher',
      split: 'test',
      protocol: {
        ko: `점수를 ${score.name.ko}로 할 때, 테스트 이미지 ${digits.count}장의 점수가 ${ko} ${digits.count}장의 점수보다 클 확률입니다. 모두 픽셀을 0과 1로 바꾼 그림입니다. 0.5면 구별하지 못한 것입니다.`,
        en: `Probability that ${score.name.en} of one of ${digits.count} test images is above that of one of ${digits.count} images of this kind, all of black and white pixels; 0.5 is chance.`,
      },
      opponents: [
        {
          name: { ko: '칠해진 넓이', en: 'Amount of ink' },
          value: auroc(real.ink, strange.ink).value,
          source,
        },
        {
          name: { ko: '압축한 길이 (DEFLATE)', en: 'Compressed length (DEFLATE)' },
          value: auroc(real.length, strange.length).value,
          source,
        },
      ],
      published: [],
    });
  }
  return metrics;
}

/** Ink where a pixel is at least half covered. */
const inked = (images: Uint8Array) => images.map((grey) => (grey >= 128 ? 255 : 0));

export function thresholdSplit({ images, ...split }: Split): Split {
  return { ...split, images: inked(images) };
}

function firstOf({ images, labels, ...split }: Split, most: number): Split {
  const count = Math.min(most, split.count);
  return { images: images.slice(0, count * PIXELS), labels: labels.slice(0, count), count };
}

function* eachImage({ images, count }: Split): Generator<Uint8Array> {
  const size = images.length / count;
  for (let image = 0; image < count; image++) yield images.subarray(image * size, (image + 1) * size);
}

/** Pixels of ink in each image. */
const inkOf = (split: Split) =>
  Array.from(eachImage(split), (image) => image.reduce((count, pixel) => count + Number(pixel > 0), 0));

/** Eight pixels a byte. */
function packed(image: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(image.length / 8));
  for (const [at, pixel] of image.entries()) if (pixel > 0) bytes[at >> 3]! |= 1 << (at & 7);
  return bytes;
}

/** Binary images that are no upright, centred digits. */
function strangers({ images, count }: Split) {
  const random = seededRandomStream(2);
  const moved = (from: (row: number, column: number) => readonly [row: number, column: number]) =>
    images.map((_, at) => {
      const [image, row, column] = [Math.floor(at / PIXELS), Math.floor((at % PIXELS) / 28), at % 28];
      const [fromRow, fromColumn] = from(row, column);
      return images[image * PIXELS + fromRow * 28 + fromColumn]!;
    });
  return [
    { id: 'noise', ko: '잡음', en: 'noise', images: images.map(() => 255 * random.integer(2)) },
    { id: 'inverted', ko: '흑백을 뒤집은 숫자', en: 'digits with ink and paper exchanged', images: images.map((pixel) => 255 - pixel) }, // prettier-ignore
    { id: 'turned', ko: '90도 돌린 숫자', en: 'digits turned by a quarter', images: moved((row, column) => [column, 27 - row]) }, // prettier-ignore
    { id: 'shifted', ko: '오른쪽 아래로 4픽셀씩 옮긴 숫자', en: 'digits moved by 4 pixels to the lower right', images: moved((row, column) => [(row + 24) % 28, (column + 24) % 28]) }, // prettier-ignore
    { id: 'empty', ko: '점 하나만 있는 종이', en: 'paper with a single dot', images: dots(count, random) },
    { id: 'letters', ko: '프로젝트가 그린 글자', en: 'letters drawn by the project', images: inked(drawLetters(count, 3)) }, // prettier-ignore
  ];
}

/** A square of two by two pixels anywhere, a simple image that a model of digits may hold to be likely. */
function dots(count: number, random: ReturnType<typeof seededRandomStream>): Uint8Array {
  const images = new Uint8Array(count * PIXELS);
  for (let image = 0; image < count; image++) {
    const [row, column] = [random.integer(27), random.integer(27)];
    for (const at of [0, 1, 28, 29]) images[image * PIXELS + row * 28 + column + at] = 255;
  }
  return images;
}
