import type { Language } from '#src/i18n.ts';
import type { Layer, LayerKind, LayerSettings, Passage } from './flow.ts';
import type { Shape } from './onnx-file.ts';

/** Korean name, and the standard term in English. */
const NAMES: Readonly<Record<LayerKind, readonly [ko: string, en: string]>> = {
  absolute: ['절댓값', 'Absolute value'],
  add: ['더하기', 'Add'],
  attention: ['어텐션', 'Attention'],
  'batch-norm': ['배치 정규화', 'Batch normalisation'],
  boxes: ['상자 모서리', 'Box corners'],
  clip: ['범위 자르기', 'Clip'],
  concat: ['이어 붙이기', 'Concatenate'],
  conv: ['합성곱', 'Convolution'],
  'depth-to-space': ['채널을 화소로', 'Depth to space'],
  divide: ['나누기', 'Divide'],
  embedding: ['임베딩', 'Embedding'],
  exp: ['지수 함수', 'Exp'],
  gru: ['GRU 갱신', 'GRU update'],
  'l2-norm': ['길이를 1로', 'L2 normalisation'],
  'layer-norm': ['층 정규화', 'Layer normalisation'],
  'leaky-relu': ['Leaky ReLU', 'Leaky ReLU'],
  likelihood: ['로그 가능도', 'Log-likelihood'],
  linear: ['선형', 'Linear'],
  'max-pool': ['최댓값 풀링', 'Max pooling'],
  mean: ['평균', 'Mean'],
  multiply: ['곱하기', 'Multiply'],
  'nearest-code': ['가장 가까운 코드', 'Nearest code'],
  offset: ['배운 값 더하기', 'Add learned values'],
  relu: ['ReLU', 'ReLU'],
  resize: ['업샘플링', 'Upsample'],
  sigmoid: ['시그모이드', 'Sigmoid'],
  silu: ['SiLU', 'SiLU'],
  softmax: ['소프트맥스', 'Softmax'],
  softplus: ['소프트플러스', 'Softplus'],
  'space-to-depth': ['화소를 채널로', 'Space to depth'],
  subtract: ['빼기', 'Subtract'],
  sum: ['합', 'Sum'],
  tanh: ['쌍곡탄젠트', 'Tanh'],
  'top-k': ['큰 값만 남기기', 'Top-k'],
  weights: ['저장된 값 고르기', 'Look up'],
};

const ko = {
  summary: (layers: string) => `층 ${layers}개, 파라미터 모두`,
  batch: 'N은 한 번에 넣는 예의 수입니다.',
  list: (file: string) => `${file}의 층`,
  input: '입력',
  output: '출력',
  weights: '파라미터',
  unknownShape: '모양을 알 수 없음',
  kernel: (size: string) => size,
  stride: (step: string) => `보폭 ${step}`,
  padding: (width: string) => `패딩 ${width}`,
  factor: (times: string) => `${times}배`,
  slope: (slope: string) => `기울기 ${slope}`,
  largest: (count: string) => `큰 것 ${count}개`,
  range: (least: string, greatest: string) => `${least}에서 ${greatest}까지`,
  masked: '마스크로 일부 가중치를 가림',
  chosen: '여러 시점의 가중치 가운데 하나',
  skip: '건너뛴 연결',
  shared: (layers: string) => `${layers}층의 가중치를 다시 씀`,
  fromInput: (name: string) => `입력 ${name}에서`,
  fromLayer: (layer: number) => `${String(layer)}층에서`,
  passages: { reshape: '모양 바꿈', slice: '일부만', transpose: '축 바꿈', scale: '상수배' },
  repeats: (blocks: number, first: number, last: number) =>
    `같은 묶음 ${String(blocks)}번 더 (${String(first)}–${String(last)}층)`,
};

const en: typeof ko = {
  summary: (layers) => `${layers} layers, weights in all:`,
  batch: 'N is the number of examples fed at once.',
  list: (file) => `Layers of ${file}`,
  input: 'Input',
  output: 'Output',
  weights: 'weights',
  unknownShape: 'shape unknown',
  kernel: (size) => size,
  stride: (step) => `stride ${step}`,
  padding: (width) => `padding ${width}`,
  factor: (times) => `×${times}`,
  slope: (slope) => `slope ${slope}`,
  largest: (count) => `the ${count} largest`,
  range: (least, greatest) => `from ${least} to ${greatest}`,
  masked: 'a mask hides some weights',
  chosen: 'weights of one moment out of several',
  skip: 'skip connection',
  shared: (layers) => `reuses the weights of layer ${layers}`,
  fromInput: (name) => `from input ${name}`,
  fromLayer: (layer) => `from layer ${String(layer)}`,
  passages: { reshape: 'reshaped', slice: 'a part', transpose: 'axes swapped', scale: 'scaled' },
  repeats: (blocks, first, last) =>
    `The same block ${blocks === 1 ? 'once' : `${String(blocks)} times`} more (layers ${String(first)}–${String(last)})`,
};

export const graphWords: Readonly<Record<Language, typeof ko>> = { ko, en };

/** A layer's name and, in Korean, the standard term beside it where it differs. */
export function layerName(
  kind: Layer['kind'],
  language: Language,
): { name: string; term: string | undefined } {
  if (typeof kind === 'object') return { name: kind.operator, term: undefined };
  const [korean, english] = NAMES[kind];
  return language === 'ko'
    ? { name: korean, term: korean === english ? undefined : english }
    : { name: english, term: undefined };
}

/** `[N, 64, 7, 7]`; a dash where the shape is not known. */
export function shapeText(shape: Shape | undefined): string {
  return shape === undefined ? '–' : `[${shape.map((size) => (size === 'batch' ? 'N' : size)).join(', ')}]`;
}

/** What happens to numbers on their way to a layer: `reshaped, axes swapped`. */
export function passageText(through: readonly Passage[], language: Language): string {
  const { passages } = graphWords[language];
  return [...new Set(through)].map((passage) => passages[passage]).join(', ');
}

/** The settings of a layer, one phrase each: `3×3`, `stride 2`, `padding 1`. */
export function settingsText(
  kind: Layer['kind'],
  settings: LayerSettings,
  language: Language,
): readonly string[] {
  const words = graphWords[language];
  const { kernel, stride, padding, factor, value, range, isSkip, isMasked, isChosen } = settings;
  const number = (size: number) => String(Number(size.toPrecision(3)));
  const [top = 0, left = 0, bottom = 0, right = 0] = padding ?? [];
  const isEven = [left, bottom, right].every((width) => width === top);
  return [
    ...(kernel ? [words.kernel(kernel.join('×'))] : []),
    ...(stride ? [words.stride([...new Set(stride)].join('×'))] : []),
    ...(padding?.some((width) => width > 0)
      ? [
          words.padding(
            isEven ? String(top) : `↑${String(top)} ↓${String(bottom)} ←${String(left)} →${String(right)}`,
          ),
        ]
      : []),
    ...(factor === undefined ? [] : [words.factor(number(factor))]),
    ...(value === undefined
      ? []
      : [kind === 'top-k' ? words.largest(number(value)) : words.slope(number(value))]),
    ...(range ? [words.range(...(range.map(number) as [string, string]))] : []),
    ...(isSkip ? [words.skip] : []),
    ...(isMasked ? [words.masked] : []),
    ...(isChosen ? [words.chosen] : []),
  ];
}
