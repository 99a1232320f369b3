/**
 * A network that says what it sees, one word at a time, and looks at a part of the image for each (Xu et al. 2015): a
 * convolutional encoder that describes the cells of a grid, and a recurrent decoder that attends to them.
 */
import { silu, tanh } from '#scripts/graph/ops/activation.ts';
import { add } from '#scripts/graph/ops/elementwise.ts';
import { concat, expand, reshape, split, transpose } from '#scripts/graph/ops/layout.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { mean } from '#scripts/graph/ops/reduction.ts';
import { staticShape } from '#scripts/graph/shape.ts';
import type { Tensor } from '#scripts/graph/tensor.ts';
import type { RandomStream } from '#scripts/random.ts';
import {
  applyCrossAttention,
  applySelfAttention,
  initCrossAttention,
  initSelfAttention,
  memorize,
  type CrossAttentionParams,
  type Memory,
  type SelfAttentionParams,
} from './attention.ts';
import { applyConv, initConv, type ConvParams } from './convolution.ts';
import { applyDense, initDense, type DenseParams } from './dense.ts';
import { applyEmbedding, initEmbedding, type EmbeddingParams } from './embedding.ts';
import { applyGruCell, initGru, type GruParams } from './gru.ts';
import { applyLayerNorm, initNorm, type NormParams } from './normalization.ts';
import type { Symbolic, Weights } from './params.ts';

/** Side of the image's square that a feature describes, in pixels. */
export const CELL = 8;

export interface CaptionerShape {
  /** Of the square image. */
  readonly width: number;
  /** Of the maps of half, a quarter and an eighth of the image's width. */
  readonly channels: readonly [number, number, number];
  readonly heads: number;
  /** Kinds of things that the encoder learns to recognise. */
  readonly kinds: number;
  readonly words: number;
  readonly wordDim: number;
  readonly stateDim: number;
}

export type CaptionerParams = {
  readonly encoder: {
    readonly half: ConvParams;
    readonly quarter: readonly [ConvParams, ConvParams];
    readonly eighth: readonly [ConvParams, ConvParams, ConvParams];
    /** [cells, channels], where each cell is. */
    readonly places: Weights;
    readonly compareNorm: NormParams;
    readonly compare: SelfAttentionParams;
    readonly thinkNorm: NormParams;
    readonly think: readonly [DenseParams, DenseParams];
    readonly featureNorm: NormParams;
    readonly state: DenseParams;
    readonly recognize: DenseParams;
  };
  readonly decoder: {
    readonly words: EmbeddingParams;
    readonly look: CrossAttentionParams;
    readonly gru: GruParams;
    readonly say: readonly [DenseParams, DenseParams];
  };
};

export function initCaptioner(random: RandomStream, shape: CaptionerShape): CaptionerParams {
  const [first, second, third] = shape.channels;
  const { wordDim, stateDim } = shape;
  const conv = (inputs: number, outputs: number, gain?: number) =>
    initConv(random, { inputs, outputs, kernel: 3 }, gain);
  const cells = (shape.width / CELL) ** 2;
  return {
    encoder: {
      half: conv(1, first),
      quarter: [conv(first, second), conv(second, second)],
      eighth: [conv(second, third), conv(third, third), conv(third, third)],
      places: initEmbedding(random, cells, third, 0.5).table,
      compareNorm: initNorm(third),
      compare: initSelfAttention(random, third),
      thinkNorm: initNorm(third),
      think: [initDense(random, third, 2 * third), initDense(random, 2 * third, third, 0.5)],
      featureNorm: initNorm(third),
      state: initDense(random, third, stateDim, 1),
      recognize: initRecognizer(random, third, shape.kinds),
    },
    decoder: {
      words: initEmbedding(random, shape.words, wordDim),
      look: initCrossAttention(random, {
        queryDim: stateDim + wordDim,
        featureDim: third,
        dim: third,
        valueDim: third,
      }),
      gru: initGru(random, wordDim + third, stateDim),
      say: [initDense(random, stateDim + third, stateDim), initDense(random, stateDim, shape.words, 0.5)],
    },
  };
}

/** Most cells hold nothing, and it says so from the start. */
function initRecognizer(random: RandomStream, channels: number, kinds: number): DenseParams {
  const params = initDense(random, channels, 1 + kinds + 4, 0.5);
  params.bias.values[0] = 5;
  return params;
}

export interface Encoded {
  /** [batch, cells, channels], of the cells row by row. */
  readonly features: Tensor;
  /** [batch, stateDim], of the decoder before it says anything. */
  readonly state: Tensor;
}

/** @param x [batch, width · width] */
export function encodeScene(
  { encoder }: Symbolic<CaptionerParams>,
  { width, heads }: CaptionerShape,
  x: Tensor,
): Encoded {
  const batch = x.shape[0]!;
  const residual = (params: Symbolic<ConvParams>, y: Tensor) => add(y, silu(applyConv(params, y)));
  let maps = reshape(x, [batch, 1, width, width]);
  maps = silu(applyConv(encoder.half, maps, { stride: 2 }));
  maps = silu(applyConv(encoder.quarter[0], maps, { stride: 2 }));
  maps = residual(encoder.quarter[1], maps);
  maps = silu(applyConv(encoder.eighth[0], maps, { stride: 2 }));
  maps = residual(encoder.eighth[2], residual(encoder.eighth[1], maps));

  const [, channels, height, columns] = maps.shape as readonly number[];
  const cells = reshape(transpose(maps, [0, 2, 3, 1]), [batch, height! * columns!, channels!]);
  let y = add(cells, encoder.places);
  const compared = applyLayerNorm(encoder.compareNorm, y);
  y = add(y, applySelfAttention(encoder.compare, compared, { heads, causal: false }));
  const [wide, narrow] = encoder.think;
  y = add(y, applyDense(narrow, silu(applyDense(wide, applyLayerNorm(encoder.thinkNorm, y)))));
  const features = applyLayerNorm(encoder.featureNorm, y);
  return { features, state: tanh(applyDense(encoder.state, mean(features, [1]))) };
}

export interface Recognized {
  /** [batch, cells, 1 + kinds] logits: of nothing, and of a thing of each kind that has its middle in the cell. */
  readonly kind: Tensor;
  /** [batch, cells, 4] of that thing: its middle from the cell's, right and down, in cells; its log width and height. */
  readonly geometry: Tensor;
}

/**
 * What is where: asked of the encoder only while it learns, as captioners build on networks that were trained to
 * recognise things.
 *
 * @param features [batch, cells, channels]
 */
export function recognize({ encoder }: Symbolic<CaptionerParams>, features: Tensor): Recognized {
  const answers = applyDense(encoder.recognize, features);
  const count = answers.shape[2] as number;
  const [kind, geometry] = split(answers, [count - 4, 4], 2);
  return { kind: kind!, geometry: geometry! };
}

interface Step {
  /** [rows, stateDim + channels], what a word is chosen by: the state, and what was seen. */
  readonly thought: Tensor;
  /** [rows, stateDim] */
  readonly state: Tensor;
  /** [scenes, sentences, cells], where it looked. */
  readonly attention: Tensor;
}

/**
 * The state and the word before ask where to look; what is seen there and that word change the state.
 *
 * @param memory of the scenes
 * @param word   [rows, wordDim], the vector of the word before; the sentences of a scene stand together
 * @param state  [rows, stateDim]
 */
function step({ decoder }: Symbolic<CaptionerParams>, memory: Memory, word: Tensor, state: Tensor): Step {
  const [scenes, rows] = [memory.key.shape[0]!, state.shape[0]!];
  const sentences = scenes === rows ? 1 : (rows as number) / (scenes as number);
  const asked = concat([state, word], 1);
  const query = reshape(asked, [scenes, sentences, asked.shape[1]!]);
  const { y, weights } = applyCrossAttention(decoder.look, query, memory);
  const seen = reshape(y, [rows, y.shape[2]!]);
  const next = applyGruCell(decoder.gru, concat([word, seen], 1), state);
  return { thought: concat([next, seen], 1), state: next, attention: weights };
}

function chooseWord({ decoder }: Symbolic<CaptionerParams>, thought: Tensor): Tensor {
  const [hidden, output] = decoder.say;
  return applyDense(output, silu(applyDense(hidden, thought)));
}

/**
 * All words of given sentences, each chosen by those before it.
 *
 * @param encoded of some scenes
 * @param words   [steps, rows], numbers of the words before; the sentences of a scene stand together
 * @returns       [steps, rows, words] logits
 */
export function sayAll(
  params: Symbolic<CaptionerParams>,
  { features, state }: Encoded,
  words: Tensor,
): Tensor {
  const [steps, rows] = staticShape('sayAll', words.shape) as [number, number];
  const [scenes, stateDim] = staticShape('sayAll', state.shape) as [number, number];
  const { decoder } = params;
  const memory = memorize(decoder.look, features);
  const vectors = split(applyEmbedding(decoder.words, words), Array<number>(steps).fill(1), 0);
  let current = reshape(expand(reshape(state, [scenes, 1, stateDim]), [scenes, rows / scenes, stateDim]), [
    rows,
    stateDim,
  ]);
  const thoughts = vectors.map((word) => {
    const next = step(params, memory, reshape(word, [rows, word.shape[2]!]), current);
    current = next.state;
    return next.thought;
  });
  const logits = chooseWord(params, concat(thoughts, 0));
  return reshape(logits, [steps, rows, logits.shape[1]!]);
}

export interface Said {
  /** [batch, words] of the next word. */
  readonly logits: Tensor;
  /** [batch, stateDim] */
  readonly state: Tensor;
  /** [batch, 1, cells], where it looked: positive, with sum 1. */
  readonly attention: Tensor;
}

/**
 * One word of one sentence a scene.
 *
 * @param features [batch, cells, channels]
 * @param word     [batch, words], one-hot: the word before
 * @param state    [batch, stateDim]
 */
export function sayOneWord(
  params: Symbolic<CaptionerParams>,
  features: Tensor,
  word: Tensor,
  state: Tensor,
): Said {
  const { look, words } = params.decoder;
  const { thought, ...said } = step(params, memorize(look, features), gemm(word, words.table), state);
  return { ...said, logits: chooseWord(params, thought) };
}
