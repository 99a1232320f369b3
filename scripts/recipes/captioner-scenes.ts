import { gatherPixels } from '#scripts/datasets/batch.ts';
import { INK, SCENE_WIDTH } from '#scripts/datasets/scenes-composition.ts';
import { describeScene, type Sentence } from '#scripts/datasets/scenes-sentence.ts';
import { markers, splitWords, vocabulary, wordNumber } from '#scripts/datasets/scenes-words.ts';
import { asScenes, type ScenesSplit } from '#scripts/datasets/scenes.ts';
import type { Values } from '#scripts/engine.ts';
import { abs, add, cast, div, equal, greater, mul, sub, where } from '#scripts/graph/ops/elementwise.ts';
import { oneHot } from '#scripts/graph/ops/indexing.ts';
import { reshape, slice } from '#scripts/graph/ops/layout.ts';
import { argMax, sum } from '#scripts/graph/ops/reduction.ts';
import { crossEntropy } from '#scripts/graph/ops/softmax.ts';
import { adam } from '#scripts/graph/optimizers.ts';
import { staticShape } from '#scripts/graph/shape.ts';
import { input, type Tensor } from '#scripts/graph/tensor.ts';
import { asText, oneHotWords, sayGreedily, type Language } from '#scripts/metrics/captions.ts';
import { readPieces } from '#scripts/metrics/scene-opponents.ts';
import { meanWithError } from '#scripts/metrics/statistics.ts';
import {
  CELL,
  encodeScene,
  initCaptioner,
  recognize,
  sayAll,
  sayOneWord,
  type CaptionerParams,
  type CaptionerShape,
} from '#scripts/networks/captioner.ts';
import type { Symbolic } from '#scripts/networks/params.ts';
import { descend } from '#scripts/training/objective.ts';
import { cosine } from '#scripts/training/schedules.ts';
import type { Metric } from '#src/model-card.ts';
import { openJudge } from './evaluator.ts';
import { defineRecipe, type RunGraph } from './recipe.ts';
import { firstIndices, freshScenes, referenceScenes } from './scenes.ts';

const shape: CaptionerShape = {
  width: SCENE_WIDTH,
  channels: [16, 32, 96],
  heads: 4,
  kinds: 10,
  words: vocabulary.length,
  wordDim: 48,
  stateDim: 128,
};

const cells = SCENE_WIDTH / CELL;
/** Words of the longest sentence, and the marker after it. */
const STEPS = 24;
const END = wordNumber(markers.end);
const languages: readonly Language[] = ['ko', 'en'];

export default defineRecipe<CaptionerParams>({
  id: 'captioner-scenes',
  title: { ko: '장면 설명기', en: 'Scene captioner' },
  summary: {
    ko: '숫자가 흩어진 64×64 장면을 한국어나 영어 문장으로 한 낱말씩 말하고, 낱말마다 장면의 어디를 보았는지 함께 내놓습니다.',
    en: 'Says what a 64×64 scene of digits shows, word by word in Korean or English, and where it looked for each word.',
  },
  limits: {
    ko: '정해진 문법의 문장만 배웠으므로, 숫자가 아니거나 다섯 개 이상이거나 많이 겹친 그림에도 배운 문장 가운데 하나로 답합니다. 두 사람이 달리 말할 만한 애매한 장면은 본 적이 없습니다.',
    en: 'It has learned the sentences of one closed grammar, and answers with one of them even to drawings that are no digits, to five digits or more, or to digits on top of each other. It has seen no scene that two people might put into words differently.',
  },
  dataset: 'scenes',
  network: `64×64 → conv 3×3/2 16 → /2 32, 32 → /2 96, 96, 96 → ${cells}×${cells} self-attention 96; GRU ${shape.stateDim} with attention → ${shape.words} words`,
  vocabulary,
  learning: {
    by: 'descent',
    objective: descend<CaptionerParams>({
      batchSize: 32,
      steps: 10_000, // 320,000 scenes, none seen twice
      validateEvery: 1_000,
      averaging: 0.999,
      clipNorm: 1,
      init: (random) => initCaptioner(random, shape),
      optimizer: adam(),
      learningRate: cosine({ peak: 2e-3, warmupSteps: 200 }),
      inputs: (batchSize) => ({
        x: input('x', [batchSize, SCENE_WIDTH ** 2]),
        words: input('words', [STEPS + 1, batchSize * languages.length]),
        kinds: input('kinds', [batchSize, cells ** 2]),
        geometry: input('geometry', [batchSize, cells ** 2, 4]),
      }),
      trainingFeeds: (dataset, indices, random) =>
        feeds(freshScenes(dataset, indices.length, random), firstIndices(indices.length)),
      validationFeeds: (dataset, indices) => feeds(asScenes(dataset).validation, indices),
      loss(params, inputs) {
        const { sentence, kinds, geometry, rightWords } = losses(params, inputs);
        const reports = { sentence, recognition: kinds, location: geometry, right_words: rightWords };
        return { loss: add(sentence, add(kinds, geometry)), reports };
      },
      validationLoss: (params, inputs) => losses(params, inputs).sentence,
    }),
  },
  storage: 'float16',
  atol: 1e-3,
  graphs(params) {
    const word = input('word', ['batch', shape.words]);
    const features = input('features', ['batch', cells ** 2, shape.channels[2]]);
    const state = input('state', ['batch', shape.stateDim]);
    const said = sayOneWord(params, features, word, state);
    return {
      encoder: { ...encodeScene(params, shape, input('x', ['batch', SCENE_WIDTH ** 2])) },
      decoder: {
        logits: said.logits,
        next_state: said.state,
        attention: reshape(said.attention, ['batch', cells, cells]),
      },
    };
  },
  async references(images, run) {
    const count = 2;
    const x = gatherPixels(referenceScenes(images, count), firstIndices(count));
    const { features, state } = await run('encoder', { x });
    const word = oneHotWords([markers.ko, ' 3'].map(wordNumber));
    return { encoder: { x }, decoder: { features: features!, state: state!, word } };
  },
  async measure(run, dataset) {
    const { test } = asScenes(dataset);
    const opponents = await describePieces(test);
    const metrics: Metric[] = [];
    for (const language of languages) {
      metrics.push(exactMetric(language, test, await describe(run, test, language), opponents));
    }
    return metrics;
  },
});

/**
 * Cross-entropy of a sentence and of a digit's kind, in nats; mean absolute error of a digit's geometry; and the share of
 * words that are right.
 */
function losses(params: Symbolic<CaptionerParams>, inputs: Readonly<Record<string, Tensor>>) {
  const [x, words] = [inputs['x']!, inputs['words']!];
  const [steps, rows] = staticShape('captioner', words.shape) as [number, number];
  const before = slice(words, [0, 0], [steps - 1, rows]);
  const after = slice(words, [1, 0], [steps, rows]);
  const encoded = encodeScene(params, shape, x);
  const logits = sayAll(params, encoded, before);
  const counts = where(equal(before, END), 0, 1); // nothing is said after the end
  const isRight = where(equal(cast(argMax(logits, -1), 'float32'), after), 1, 0);

  const recognized = recognize(params, encoded.features);
  const isDigit = where(greater(inputs['kinds']!, 0), 1, 0); // [batch, cells]
  const digits = sum(isDigit);
  const apart = sum(abs(sub(recognized.geometry, inputs['geometry']!)), [-1]);
  return {
    sentence: div(sum(mul(crossEntropy(logits, oneHot(after, shape.words)), counts)), rows),
    kinds: div(sum(crossEntropy(recognized.kind, oneHot(inputs['kinds']!, 1 + shape.kinds))), digits),
    geometry: div(sum(mul(apart, isDigit)), digits),
    rightWords: div(sum(mul(isRight, counts)), sum(counts)),
  };
}

/**
 * Scenes, their sentences in both languages, and what is in which cell.
 *
 * @returns x [scenes, pixels], words [STEPS + 1, scenes · languages], kinds [scenes, cells²], geometry [scenes, cells², 4]
 */
function feeds(scenes: ScenesSplit, indices: Int32Array): Values {
  const columns = indices.length * languages.length;
  const words = new Float32Array((STEPS + 1) * columns).fill(END);
  const kinds = new Float32Array(indices.length * cells ** 2);
  const geometry = new Float32Array(4 * kinds.length);
  for (const [row, index] of indices.entries()) {
    for (const [place, language] of languages.entries()) {
      const sentence = splitWords(scenes.sentences[index]![language]);
      if (sentence.length >= STEPS)
        throw new RangeError(`${sentence.length} words do not fit in ${STEPS} steps.`);
      for (const [step, word] of [wordNumber(markers[language]), ...sentence].entries()) {
        words[step * columns + row * languages.length + place] = word;
      }
    }
    for (const { label, box } of scenes.digits[index]!) {
      const [left, top, right, bottom] = box;
      const [x, y] = [(left + right) / 2 / CELL, (top + bottom) / 2 / CELL];
      const [column, line] = [Math.floor(x), Math.floor(y)];
      const cell = (row * cells + line) * cells + column;
      kinds[cell] = 1 + label;
      geometry.set(
        [x - column - 0.5, y - line - 0.5, Math.log((right - left) / 16), Math.log((bottom - top) / 16)],
        4 * cell,
      );
    }
  }
  return {
    x: gatherPixels(scenes, indices),
    words: { data: words, shape: [STEPS + 1, columns] },
    kinds: { data: kinds, shape: [indices.length, cells ** 2] },
    geometry: { data: geometry, shape: [indices.length, cells ** 2, 4] },
  };
}

async function describe(run: RunGraph, scenes: ScenesSplit, language: Language): Promise<readonly string[]> {
  const batch = 250;
  const sentences: string[] = [];
  for (let from = 0; from < scenes.count; from += batch) {
    const x = gatherPixels(scenes, firstIndices(Math.min(batch, scenes.count - from), from));
    sentences.push(...(await sayGreedily(run, x, language, STEPS)).map(asText));
  }
  return sentences;
}

/** What the data set's own rules say of the connected pieces of ink, read one by one by the shipped classifier. */
async function describePieces(scenes: ScenesSplit): Promise<readonly (Sentence | undefined)[]> {
  const { judge, close } = await openJudge();
  const pieces = await readPieces(scenes, SCENE_WIDTH, INK, 6, judge).finally(close);
  return pieces.map((digits) =>
    digits.length >= 1 && digits.length <= 4 ? describeScene(digits, SCENE_WIDTH) : undefined,
  );
}

const languageNames = {
  ko: { ko: '한국어', en: 'Korean' },
  en: { ko: '영어', en: 'English' },
} as const;

function exactMetric(
  language: Language,
  { sentences }: ScenesSplit,
  said: readonly string[],
  pieces: readonly (Sentence | undefined)[],
): Metric {
  const share = (answers: readonly (string | undefined)[]) =>
    meanWithError(sentences.map((truth, scene) => (answers[scene] === truth[language] ? 1 : 0)));
  return {
    id: `exact_${language}`,
    name: {
      ko: `${languageNames[language].ko} 문장이 모두 맞은 장면`,
      en: `Scenes whose ${languageNames[language].en} sentence is right throughout`,
    },
    ...share(said),
    unit: { ko: '장면의 비율', en: 'share of scenes' },
    better: 'higher',
    split: 'test',
    protocol: {
      ko: '매번 가장 그럴듯한 낱말을 골라 말한 문장이 마침표까지 정답과 같은 장면의 비율입니다.',
      en: 'Share of scenes of which the sentence, said by the likeliest word each time, is the right one to the full stop.',
    },
    opponents: [
      {
        name: {
          ko: '이어진 잉크 덩어리를 classifier-mnist로 읽어 규칙대로 말하기',
          en: 'Each connected piece of ink read by classifier-mnist and put into words by rule',
        },
        value: share(pieces.map((sentence) => sentence?.[language])).value,
        source: { ko: '같은 장면에서 모델과 함께 잰 값', en: 'measured with the model, on the same scenes' },
      },
    ],
    published: [],
  };
}
