/** What each model's sheet shows. A model is recognised by its graphs, so that a new one of a known kind needs no entry. */
import type { TensorValue, Values } from '#scripts/engine.ts';
import { openGraphs } from '#scripts/recipes/graph-runner.ts';
import { NATIVE_ENGINE } from '#scripts/export/parity.ts';
import { findModel, MODELS_DIRECTORY } from '#scripts/model-folder.ts';
import { pixelOrder } from '#scripts/networks/block-autoregression.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { RunGraph } from '#scripts/recipes/recipe.ts';
import { mixtureOf, reachOf } from '#src/math/mixtures.ts';
import type { ModelCard, Reference } from '#src/model-card.ts';
import { decodeTensor } from '#src/tensor-data.ts';
import { drawCaptions } from './captions.ts';
import { drawOcclusions } from './occlusion.ts';
import { drawDetections, drawSegmentations } from './scenes.ts';
import type { Picture, Sheet } from './sheet.ts';

export interface Shipped {
  readonly card: ModelCard;
  readonly reference: Reference;
  readonly run: RunGraph;
}

interface Kind {
  fits(card: ModelCard): boolean;
  draw(model: Shipped, random: RandomStream): Promise<Sheet>;
}

/** @returns undefined where no kind fits: a model that gives numbers rather than pictures */
export async function drawSheet(model: Shipped, random: RandomStream): Promise<Sheet | undefined> {
  return kinds.find(({ fits }) => fits(model.card))?.draw(model, random);
}

const SAMPLES = 64;
const COLUMNS = 8;

const takes = (card: ModelCard, graph: string, ...names: string[]) => {
  const inputs = Object.keys(card.graphs[graph]?.inputs ?? {});
  return inputs.length === names.length && names.every((name) => inputs.includes(name));
};
const gives = (card: ModelCard, graph: string, name: string) => name in (card.graphs[graph]?.outputs ?? {});

/** Images in and what came out: of one graph from `x` to `x_mean`, or of an encoder and its decoder. */
const reconstructions: Kind = {
  fits: (card) => reconstructing(card) !== undefined,
  async draw({ card, reference }) {
    const [first, last] = reconstructing(card)!;
    const { inputs } = reference.graphs[first]!;
    const { outputs } = reference.graphs[last]!;
    return {
      caption: takesNoise(first)
        ? {
            ko: '윗줄은 프로젝트가 그린 숫자에 잡음을 섞은 그림, 아랫줄은 모델이 되살린 그림입니다.',
            en: 'Above, digits drawn by the project with noise added; below, what the model makes of them.',
          }
        : {
            ko: '윗줄은 프로젝트가 그린 숫자, 아랫줄은 모델이 되살린 그림입니다.',
            en: 'Above, digits drawn by the project; below, what the model makes of them.',
          },
      rows: [pictures(decodeTensor(inputs['x']!), 784), pictures(decodeTensor(outputs['x_mean']!), 784)],
    };
  },
};

/** Of what mends images, the recipes make the reference of noisy ones. */
const takesNoise = (graph: string) => ['denoiser', 'noise'].includes(graph);

/** The graph that takes the image, and the one that gives it back. */
function reconstructing(card: ModelCard): readonly [first: string, last: string] | undefined {
  const takesImage = (graph: string) => 'x' in card.graphs[graph]!.inputs;
  const whole = Object.keys(card.graphs).find((graph) => takesImage(graph) && gives(card, graph, 'x_mean'));
  if (whole) return [whole, whole];
  const isPair = ['z', 'codes'].some((code) => gives(card, 'encoder', code) && takes(card, 'decoder', code));
  return isPair && gives(card, 'decoder', 'x_mean') ? ['encoder', 'decoder'] : undefined;
}

/** Images decoded from codes of the standard normal distribution. */
const latentSamples: Kind = {
  fits: (card) => generatorOf(card) !== undefined,
  async draw({ card, run }, random) {
    const graph = generatorOf(card)!;
    const z = normalCodes(card, graph, random);
    return {
      caption: {
        ko: `표준정규분포에서 뽑은 잠재 벡터 ${SAMPLES}개를 그림으로 바꾼 것입니다. 고르지 않고 뽑은 차례대로 두었습니다.`,
        en: `Images of ${SAMPLES} latent vectors drawn from the standard normal distribution, in the order drawn, none left out.`,
      },
      rows: inRows(pictures(await image(run, graph, { z }), 784)),
    };
  },
};

/** As far as nearly all codes of the test images lie from the prior's mean. */
const REACH = 3;

/** A row for each latent, which alone moves from −3 to 3; the others stay as the encoder read them from one shape. */
const traversals: Kind = {
  fits: (card) => card.dataset.id.startsWith('shapes') && generatorOf(card) !== undefined,
  async draw({ card, reference, run }) {
    const [examples, latentDim] = reference.graphs['encoder']!.outputs['z_mean']!.shape as [number, number];
    const means = decodeTensor(reference.graphs['encoder']!.outputs['z_mean']!);
    const middle = Math.floor(examples / 2);
    const rows = Array.from({ length: latentDim }, async (_, latent) => {
      const data = Float32Array.from({ length: COLUMNS * latentDim }, (_, i) =>
        i % latentDim === latent
          ? (2 * REACH * Math.floor(i / latentDim)) / (COLUMNS - 1) - REACH
          : means[middle * latentDim + (i % latentDim)]!,
      );
      const x = await image(run, generatorOf(card)!, { z: { data, shape: [COLUMNS, latentDim] } });
      return pictures(x, x.length / COLUMNS);
    });
    return {
      caption: {
        ko: `줄마다 잠재변수 하나만 −${REACH}에서 ${REACH}까지 옮기고, 나머지 ${latentDim - 1}개는 도형 하나를 읽은 값 그대로 두었습니다.`,
        en: `Each row moves one latent from −${REACH} to ${REACH}; the other ${latentDim - 1} stay as they were read from one shape.`,
      },
      rows: await Promise.all(rows),
    };
  },
};

const learnsCodes = (card: ModelCard) =>
  gives(card, 'encoder', 'z_log_var') || 'discriminator' in card.graphs;
const generatorOf = (card: ModelCard) =>
  learnsCodes(card)
    ? ['decoder', 'generator'].find((graph) => takes(card, graph, 'z') && gives(card, graph, 'x_mean'))
    : undefined;

/** A column for each class, each row with one latent vector. */
const conditionalSamples: Kind = {
  fits: (card) => conditionalGeneratorOf(card) !== undefined,
  async draw({ card, run }, random) {
    const graph = conditionalGeneratorOf(card)!;
    const rows: Picture[][] = [];
    for (let row = 0; row < COLUMNS; row++) {
      const one = normalCodes(card, graph, random, 1).data;
      const z = {
        data: Float32Array.from({ length: 10 * one.length }, (_, i) => one[i % one.length]!),
        shape: [10, one.length],
      };
      rows.push(pictures(await image(run, graph, { z, y: oneHotClasses() }), 784));
    }
    return {
      caption: {
        ko: '열마다 0부터 9까지 한 숫자를 주문했고, 한 줄은 모두 같은 잠재 벡터에서 나왔습니다.',
        en: 'Each column asks for one digit, 0 to 9; each row comes from one latent vector.',
      },
      rows,
    };
  },
};

const conditionalGeneratorOf = (card: ModelCard) =>
  ['decoder', 'generator'].find((graph) => takes(card, graph, 'z', 'y') && gives(card, graph, 'x_mean'));

const oneHotClasses = () => ({
  data: Float32Array.from({ length: 100 }, (_, i) => (Math.floor(i / 10) === i % 10 ? 1 : 0)),
  shape: [10, 10],
});

/** Images drawn one pixel after another, each from the model's probability given those before. */
const pixelSamples: Kind = {
  fits: (card) => pixelModelOf(card) !== undefined,
  async draw({ card, run }, random) {
    const graph = pixelModelOf(card)!;
    const logits = async (x: TensorValue) => (await run(graph, { x })).logits!;
    const x = await drawInOrder([SAMPLES, 784], logits, drawInk(random));
    return {
      caption: {
        ko: `픽셀 784개를 차례로 하나씩, 앞의 픽셀이 주어질 때의 확률로 뽑아 그린 그림 ${SAMPLES}장입니다. 고르지 않고 뽑은 차례대로 두었습니다.`,
        en: `${SAMPLES} images drawn pixel after pixel, 784 in turn, each by its probability given those before; in the order drawn, none left out.`,
      },
      rows: inRows(pictures(x, 784)),
    };
  },
};

/** The graph that gives a probability of each pixel from those before. */
const pixelModelOf = (card: ModelCard) =>
  Object.keys(card.graphs).find((graph) => takes(card, graph, 'x') && isPerPixel(card, graph));

const isPerPixel = (card: ModelCard, graph: string) =>
  card.graphs[graph]!.outputs['logits']?.shape.at(-1) === card.graphs[graph]!.inputs['x']!.shape.at(-1);

/** The same of a model that is told the class: a column for each. */
const classPixelSamples: Kind = {
  fits: (card) => classPixelModelOf(card) !== undefined,
  async draw({ card, run }, random) {
    const graph = classPixelModelOf(card)!;
    const count = 10 * COLUMNS;
    const classes = oneHotClasses();
    const y = {
      data: Float32Array.from({ length: 10 * count }, (_, i) => classes.data[i % 100]!),
      shape: [count, 10],
    };
    const logits = async (x: TensorValue) => (await run(graph, { x, y })).logits!;
    const x = await drawInOrder([count, 784], logits, drawInk(random), pixelOrder({ width: 28, block: 4 }));
    return {
      caption: {
        ko: '열마다 0부터 9까지 한 숫자를 주문하고, 픽셀 784개를 차례로 하나씩 뽑아 그렸습니다. 고르지 않고 뽑은 차례대로 두었습니다.',
        en: 'Each column asks for one digit, 0 to 9; the 784 pixels are drawn one after another. In the order drawn, none left out.',
      },
      rows: inRows(pictures(x, 784), 10),
    };
  },
};

const classPixelModelOf = (card: ModelCard) =>
  Object.keys(card.graphs).find((graph) => takes(card, graph, 'x', 'y') && isPerPixel(card, graph));

/** Codes drawn one after another by a prior over them, and what the VQ-VAE makes of them. */
const codeSamples: Kind = {
  fits: (card) => takes(card, 'prior', 'codes'),
  async draw({ card, run }, random) {
    const [, height, width] = card.graphs['prior']!.inputs['codes']!.shape as [string, number, number];
    const logits = async (codes: TensorValue) => (await run('prior', { codes })).logits!;
    const codes = await drawInOrder([SAMPLES, height, width], logits, (at) => drawCategory(at, random));
    const { graphs } = await findModel(MODELS_DIRECTORY, 'vqvae-mnist');
    const decoder = await openGraphs({ decoder: graphs['decoder']! }, NATIVE_ENGINE);
    const feeds = { codes: { data: codes, shape: [SAMPLES, height, width] } };
    const x = await image(decoder.run, 'decoder', feeds).finally(decoder.close);
    return {
      caption: {
        ko: `코드 ${height * width}개를 차례로 하나씩 뽑아 vqvae-mnist의 디코더로 그림이 되게 한 것 ${SAMPLES}장입니다. 고르지 않고 뽑은 차례대로 두었습니다.`,
        en: `${SAMPLES} images that the decoder of vqvae-mnist makes of ${height * width} codes drawn one after another; in the order drawn, none left out.`,
      },
      rows: inRows(pictures(x, 784)),
    };
  },
};

/**
 * Fills values one after another, each drawn from what the model says of it once those before it are known.
 *
 * @param logits of the whole batch, [...shape] or [...shape, kinds]
 * @param pick   a value from its logits
 * @param order  of the places; row by row unless said otherwise
 */
async function drawInOrder(
  shape: readonly [batch: number, ...rest: number[]],
  logits: (values: TensorValue) => Promise<TensorValue>,
  pick: (logits: Float32Array) => number,
  order?: Int32Array,
): Promise<Float32Array> {
  const [batch, ...rest] = shape;
  const places = rest.reduce((product, size) => product * size, 1);
  const data = new Float32Array(batch * places);
  for (const place of order ?? Array(places).keys()) {
    const said = (await logits({ data, shape })).data as Float32Array;
    const kinds = said.length / data.length;
    for (let row = 0; row < batch; row++) {
      const at = row * places + place;
      data[at] = pick(said.subarray(at * kinds, (at + 1) * kinds));
    }
  }
  return data;
}

const drawInk = (random: RandomStream) => (logits: Float32Array) =>
  Number(random.uniform() < 1 / (1 + Math.exp(-logits[0]!)));

/** By the largest of logits with Gumbel noise. */
function drawCategory(logits: Float32Array, random: RandomStream): number {
  const noisy = logits.map((logit) => logit - Math.log(-Math.log(random.uniform())));
  return noisy.indexOf(Math.max(...noisy));
}

const PLANE_SIDE = 112; // pixels
const POINTS = 2_500;

/** Points of a generator of the plane at each kept step of its training, in the square that the demos show. */
const planeHistory: Kind = {
  fits: (card) => takes(card, 'generator', 'z', 'snapshot') && gives(card, 'generator', 'x'),
  async draw({ card, run }, random) {
    const z = normalCodes(card, 'generator', random, POINTS);
    const steps: number[] = [];
    const shown: Float32Array[] = [];
    for (;;) {
      const snapshot = { data: Float32Array.of(steps.length), shape: [] };
      const { x, step } = await run('generator', { z, snapshot });
      if (step!.data[0] === steps.at(-1)) break; // beyond the last one it stays the last
      steps.push(Number(step!.data[0]));
      shown.push(x!.data as Float32Array);
    }
    const limit = reachOf(mixtureOf(card.dataset.id));
    return {
      caption: {
        ko: `생성한 점 ${POINTS.toLocaleString('en')}개를 훈련 ${steps.join(', ')}단계에 찍은 것입니다.`,
        en: `${POINTS.toLocaleString('en')} generated points after ${steps.join(', ')} steps of training.`,
      },
      rows: inRows(
        shown.map((points) => dots(points, limit)),
        4,
      ),
    };
  },
};

/** @param points [count, 2], drawn from −limit to limit, y upward */
function dots(points: Float32Array, limit: number): Picture {
  const ink = new Float32Array(PLANE_SIDE ** 2);
  const pixel = (value: number) => Math.floor((PLANE_SIDE * (value + limit)) / (2 * limit));
  for (let point = 0; point < points.length; point += 2) {
    const [column, row] = [pixel(points[point]!), PLANE_SIDE - 1 - pixel(points[point + 1]!)];
    const isInside = [column, row].every((at) => at >= 0 && at < PLANE_SIDE);
    if (isInside) ink[row * PLANE_SIDE + column]! += 0.5;
  }
  return { ink };
}

const detections: Kind = {
  fits: (card) => gives(card, 'detector', 'boxes'),
  draw: ({ run }, random) => drawDetections(run, random),
};

const segmentations: Kind = {
  fits: (card) => gives(card, 'segmenter', 'probabilities'),
  draw: ({ run }, random) => drawSegmentations(run, random),
};

const captions: Kind = {
  fits: (card) => gives(card, 'decoder', 'attention'),
  draw: ({ run }, random) => drawCaptions(run, random),
};

const occlusions: Kind = {
  fits: (card) => takes(card, 'classifier', 'x') && gives(card, 'classifier', 'logits'),
  draw: ({ reference, run }) =>
    drawOcclusions(
      run,
      decodeTensor(reference.graphs['classifier']!.inputs['x']!),
      reference.examples.map(({ label }) => label),
    ),
};

const kinds: readonly Kind[] = [
  captions,
  detections,
  segmentations,
  conditionalSamples,
  traversals,
  latentSamples,
  pixelSamples,
  classPixelSamples,
  codeSamples,
  planeHistory,
  reconstructions,
  occlusions,
];

function normalCodes(card: ModelCard, graph: string, random: RandomStream, count = SAMPLES) {
  const latentDim = Number(card.graphs[graph]!.inputs['z']!.shape.at(-1));
  return {
    data: Float32Array.from({ length: count * latentDim }, () => random.normal()),
    shape: [count, latentDim],
  };
}

async function image(run: RunGraph, graph: string, feeds: Values): Promise<Float32Array> {
  return (await run(graph, feeds))['x_mean']!.data as Float32Array;
}

function pictures(values: Float32Array, size: number): Picture[] {
  return Array.from({ length: values.length / size }, (_, i) => ({
    ink: values.subarray(i * size, (i + 1) * size),
  }));
}

function inRows(list: readonly Picture[], columns = COLUMNS): Picture[][] {
  return Array.from({ length: Math.ceil(list.length / columns) }, (_, row) =>
    list.slice(row * columns, (row + 1) * columns),
  );
}
