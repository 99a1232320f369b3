/** What each model's sheet shows. A model is recognised by its graphs, so that a new one of a known kind needs no entry. */
import type { Values } from '#scripts/engine.ts';
import type { RandomStream } from '#scripts/random.ts';
import type { RunGraph } from '#scripts/recipes/recipe.ts';
import { decodeTensor, type ModelCard, type Reference } from '#src/model-card.ts';
import { drawCaptions } from './captions.ts';
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
      caption: {
        ko: '윗줄은 프로젝트가 그린 숫자, 아랫줄은 모델이 되살린 그림입니다.',
        en: 'Above, digits drawn by the project; below, what the model makes of them.',
      },
      rows: [pictures(decodeTensor(inputs['x']!), 784), pictures(decodeTensor(outputs['x_mean']!), 784)],
    };
  },
};

/** The graph that takes the image, and the one that gives it back. */
function reconstructing(card: ModelCard): readonly [first: string, last: string] | undefined {
  const takesImage = (graph: string) => 'x' in card.graphs[graph]!.inputs;
  const whole = Object.keys(card.graphs).find((graph) => takesImage(graph) && gives(card, graph, 'x_mean'));
  if (whole) return [whole, whole];
  const isPair =
    gives(card, 'encoder', 'z') && takes(card, 'decoder', 'z') && gives(card, 'decoder', 'x_mean');
  return isPair ? ['encoder', 'decoder'] : undefined;
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

const kinds: readonly Kind[] = [
  captions,
  detections,
  segmentations,
  conditionalSamples,
  latentSamples,
  reconstructions,
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

function inRows(list: readonly Picture[]): Picture[][] {
  return Array.from({ length: Math.ceil(list.length / COLUMNS) }, (_, row) =>
    list.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
}
