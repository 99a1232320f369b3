import type { Language } from '#src/i18n.ts';
import { asDigit, digitAnd, digitIs } from '../digit-particles.ts';
import type { Density, Finding, Maker } from './state.ts';

/** With a decimal only near 0 and 100. */
const percent = (share: number) => `${Number((100 * share).toFixed(share > 0.99 || share < 0.01 ? 1 : 0))}%`;

const makersKo: Record<Maker, string> = {
  pca: 'PCA, 성분 32개',
  ae: '오토인코더, 코드 32개',
  vae: 'VAE, 잠재변수 40개',
  vae2: 'VAE, 좌표 2개',
  vqvae: 'VQ-VAE, 코드 49개',
  dae: '잡음 제거 오토인코더',
  completion: 'PixelCNN이 이어 그림',
};
const densitiesKo: Record<Density, string> = {
  vae: 'VAE (하한)',
  made: 'MADE',
  pixelcnn: 'PixelCNN',
  bayes: '베이즈 분류기의 p(x)',
};

const whyKo: Record<Maker, string> = {
  pca: '많은 숫자가 함께 달라지는 방향만 남기므로, 그 밖의 방향에 있는 획은 지워집니다',
  ae: '코드 32개에 담기지 않은 획은 디코더가 훈련에서 본 모양으로 메웁니다',
  vae: '코드에 섞이는 잡음을 견디려고 드문 획을 흔한 모양으로 되돌립니다',
  vae2: '좌표 두 개에는 모든 획이 들어갈 자리가 없어, 지도에서 이웃한 숫자로 되살아납니다',
  vqvae: '획을 코드북에 있는 조각으로만 다시 짜 맞춥니다',
  dae: '잡음에 묻힌 획을 훈련에서 본 숫자 가운데 가장 그럴듯한 쪽으로 채웁니다',
  completion: '위쪽 절반만 보고 이어 그렸으니, 같은 시작에서 나올 수 있는 다른 숫자가 된 것입니다',
};

const ko = {
  title: '내 숫자의 하루',
  own: '내 숫자',
  caption: '한 숫자를 두고 모델들이 한 일',
  model: '모델',
  answer: '내 숫자를 두고 한 일',
  reading: '읽기',
  readingNote:
    '‘읽기’는 그 모델이 만든 그림을 분류기가 읽은 숫자와 확률입니다. 그린 숫자와 다르면 ≠를 붙입니다.',
  readAs: (digit: number, probability: number) => `${digit} · ${percent(probability)}`,
  otherwise: '다르게 읽힘',
  classifier: '분류기',
  classes: (digit: number, probability: number) =>
    `열 숫자의 확률. 가장 큰 것은 ${digit}, ${percent(probability)}`,
  code: '오토인코더의 코드',
  codeLabel: (values: string) => `코드의 값 32개: ${values}`,
  makers: makersKo,
  imageLabel: (maker: string) => `내 숫자: ${maker}`,
  error: (mse: string) => `제곱오차 ${mse}`,
  noisy: '잡음을 얹은 내 숫자',
  ratio: (decibels: string) => `σ\u00a0=\u00a00.5의 잡음에서 ${decibels}\u00a0dB까지`,
  map: 'VAE의 지도에서',
  mapLabel: '2차원 잠재 공간에서 q(z | x)의 1σ와 2σ 타원',
  place: (mean: string, sigma: string) => `μ\u00a0=\u00a0${mean}, σ\u00a0=\u00a0${sigma}`,
  densities: densitiesKo,
  nats: (own: string | undefined, mean: string) =>
    own === undefined ? `– (테스트 그림 평균 ${mean}나트)` : `${own}나트 (테스트 그림 평균 ${mean})`,
  scale: (value: string) => `평균에서 ${value}σ`,
  scaleLabel: (value: string) => `테스트 그림의 평균에서 표준편차의 ${value}배`,
  again: '다르게 이어 그리기',
  completed: (rows: number) => `위 ${rows}행만 주고 나머지를 픽셀마다 뽑음`,
  judge: 'GAN의 판별자',
  realness: (value: string) => `진짜일 확률 D = ${value}`,
  findings: '어디서 갈리는가',
  waiting: '모델을 시작하면 여기에 갈리는 곳과 그 까닭을 적습니다.',
  working: '모델들이 아직 보고 있습니다…',
  cleared: '숫자를 그리면 모델들이 다시 봅니다.',
  finding(found: Finding): string {
    switch (found.kind) {
      case 'undecided':
        return `분류기가 ${digitAnd(found.first.digit)} ${found.second.digit} 사이에서 망설입니다(${percent(found.first.probability)}와 ${percent(found.second.probability)}). 아래의 ‘읽기’도 그만큼 흔들립니다.`;
      case 'read-otherwise':
        return `${makersKo[found.maker]}: 분류기는 이 그림을 ${digitIs(found.drawn)} 아니라 ${asDigit(found.read)} 읽습니다. ${whyKo[found.maker]}.`;
      case 'strange':
        return `분류기는 ${percent(found.probability)}로 ${found.isSure ? '확신하지만' : '답을 고르지만'}, 네 밀도 모델은 모두 테스트 그림의 평균보다 ${found.strangeness.toFixed(1)}σ 넘게 드문 그림이라고 합니다. 분류기는 열 숫자 가운데 무엇에 가장 가까운지만 답하고, 그림이 얼마나 숫자다운지는 묻지 않습니다.`;
      case 'densities-apart':
        return `${densitiesKo[found.most]}에게는 ${densitiesKo[found.least]}에게보다 ${found.gap.toFixed(1)}σ만큼 더 드문 그림입니다. 같은 그림의 확률도 모델이 무엇을 쉽게 그리느냐에 따라 다릅니다.`;
      case 'judged-fake':
        return `판별자는 진짜일 확률을 ${found.realness.toFixed(2)}로 봅니다. 분류기의 ${percent(found.probability)}와 어긋나지 않습니다. 판별자가 배운 것은 자기 생성자의 그림과 MNIST를 가르는 법뿐이라, 펜의 굵기나 획의 매끄러움이 낯설면 낮은 점수를 줍니다.`;
      case 'agreed':
        return `모두 ${asDigit(found.digit)} 봅니다. 흔한 모양의 숫자일수록 모델들이 갈릴 일이 없습니다. 획을 하나 빼거나 비뚤게 그려 보세요.`;
    }
  },
  announce: (digit: number, count: number) =>
    `분류기는 ${asDigit(digit)} 읽습니다. 갈리는 곳은 ${count}곳입니다.`,
};

const makersEn: Record<Maker, string> = {
  pca: 'PCA, 32 components',
  ae: 'Autoencoder, code of 32',
  vae: 'VAE, 40 latent variables',
  vae2: 'VAE, 2 coordinates',
  vqvae: 'VQ-VAE, 49 indices',
  dae: 'Denoising autoencoder',
  completion: 'Continued by the PixelCNN',
};
const densitiesEn: Record<Density, string> = {
  vae: 'VAE (bound)',
  made: 'MADE',
  pixelcnn: 'PixelCNN',
  bayes: 'p(x) of the Bayes classifier',
};
const whyEn: Record<Maker, string> = {
  pca: 'it keeps only the directions in which many digits differ, and strokes that lie off them vanish',
  ae: 'what the 32 values of the code do not hold the decoder fills with shapes it saw in training',
  vae: 'to withstand the noise on its code it takes rare strokes back to common shapes',
  vae2: 'two coordinates have no room for every stroke, so it comes back as a neighbour on the map',
  vqvae: 'it puts strokes together again from the pieces of its codebook alone',
  dae: 'it fills what the noise has buried with what is likeliest among the digits it saw in training',
  completion: 'it saw the upper half alone, and this is another digit that may begin like that',
};

const en: typeof ko = {
  title: 'A day in the life of my digit',
  own: 'My digit',
  caption: 'What the models made of one digit',
  model: 'Model',
  answer: 'What it did with my digit',
  reading: 'Read as',
  readingNote:
    '“Read as” is the digit, with its probability, that the classifier reads in the image that the model made; ≠ marks one that differs from the drawn digit.',
  readAs: ko.readAs,
  otherwise: 'read otherwise',
  classifier: 'Classifier',
  classes: (digit, probability) =>
    `Probabilities of the ten digits; the largest is that of ${digit}, ${percent(probability)}`,
  code: 'Code of the autoencoder',
  codeLabel: (values) => `The 32 values of the code: ${values}`,
  makers: makersEn,
  imageLabel: (maker) => `My digit: ${maker}`,
  error: (mse) => `squared error ${mse}`,
  noisy: 'My digit under noise',
  ratio: (decibels) => `from noise of σ\u00a0=\u00a00.5 to ${decibels}\u00a0dB`,
  map: 'On the map of the VAE',
  mapLabel: 'The ellipses of 1σ and 2σ of q(z | x) in the two-dimensional latent space',
  place: ko.place,
  densities: densitiesEn,
  nats: (own, mean) =>
    own === undefined ? `– (mean of test images ${mean} nats)` : `${own} nats (mean of test images ${mean})`,
  scale: (value) => `${value}σ from the mean`,
  scaleLabel: (value) => `${value} standard deviations of test images from their mean`,
  again: 'Continue it otherwise',
  completed: (rows) => `given its upper ${rows} rows, the rest drawn pixel by pixel`,
  judge: 'Discriminator of the GAN',
  realness: (value) => `probability D = ${value} of being real`,
  findings: 'Where they disagree',
  waiting: 'Start the models, and here you read where they disagree and why.',
  working: 'The models are still looking …',
  cleared: 'Draw a digit, and the models look again.',
  finding(found) {
    switch (found.kind) {
      case 'undecided':
        return `The classifier wavers between ${found.first.digit} and ${found.second.digit} (${percent(found.first.probability)} and ${percent(found.second.probability)}). What stands under “read as” wavers with it.`;
      case 'read-otherwise':
        return `${makersEn[found.maker]}: the classifier reads this image as ${found.read}, not as ${found.drawn}: ${whyEn[found.maker]}.`;
      case 'strange':
        return `The classifier ${found.isSure ? 'is sure' : 'gives an answer'}, at ${percent(found.probability)}, yet all four density models find the image more than ${found.strangeness.toFixed(1)}σ rarer than test images are on average. The classifier says which of ten digits is nearest; it does not ask how much of a digit the image is.`;
      case 'densities-apart':
        return `To ${densitiesEn[found.most]} the image is rarer than to ${densitiesEn[found.least]}, by ${found.gap.toFixed(1)}σ. How probable an image is depends on what a model draws easily.`;
      case 'judged-fake':
        return `The discriminator gives it a probability of ${found.realness.toFixed(2)} of being real. That does not contradict the classifier’s ${percent(found.probability)}: all it learned is to tell MNIST from the images of its own generator, and it scores low what is unfamiliar in the width of the pen or the smoothness of a stroke.`;
      case 'agreed':
        return `All see a ${found.digit}. The more common its shape, the less there is to disagree about: leave a stroke out, or draw it awry.`;
    }
  },
  announce: (digit, count) =>
    `The classifier reads ${digit}. The models disagree in ${count} ${count === 1 ? 'place' : 'places'}.`,
};

export const myDigitWords: Readonly<Record<Language, typeof ko>> = { ko, en };
