/** All demos in the order in which the lectures come to them: what a lecture may name, and what `demos/` lists. */
import type { Bilingual } from '#src/i18n.ts';
import { bayesWords } from './bayes-classifier/words.ts';
import { betaWords } from './beta/words.ts';
import { bottleneckWords } from './bottleneck/words.ts';
import { clustersWords } from './clusters/words.ts';
import { codebookWords } from './codebook/words.ts';
import { denoiseWords } from './denoise/words.ts';
import { densityWords } from './density/words.ts';
import { elboWords } from './elbo/words.ts';
import { familyTableWords } from './family-table/words.ts';
import { fewLabelsWords } from './few-labels/words.ts';
import { ganTrainingWords } from './gan-training/words.ts';
import { generatorWords } from './generator/words.ts';
import { latentArithmeticWords } from './latent-arithmetic/words.ts';
import { latentMapWords } from './latent-map/words.ts';
import { modeCollapseWords } from './mode-collapse/words.ts';
import { myDigitWords } from './my-digit/words.ts';
import { occlusionWords } from './occlusion/words.ts';
import { pixelByPixelWords } from './pixel-by-pixel/words.ts';
import { reconstructWords } from './reconstruct/words.ts';
import { reparameterizeWords } from './reparameterize/words.ts';
import { sparseFeaturesWords } from './sparse-features/words.ts';
import { tourWords } from './task-tour/words.ts';
import { taxonomyWords } from './taxonomy/words.ts';
import { traverseWords } from './traverse/words.ts';

export interface Demo {
  /** As its folder's; its page is `demos/<name>/`. */
  readonly name: string;
  readonly title: Bilingual;
  /** What the reader does and sees, in one sentence. */
  readonly about: Bilingual;
  /** Its name in a lecture's text. */
  readonly tag: string;
}

type Words = Readonly<Record<'ko' | 'en', { readonly title: string }>>;

function demo(tag: string, words: Words, about: Bilingual): Demo {
  const name = tag.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
  return { name, title: { ko: words.ko.title, en: words.en.title }, about, tag };
}

export const demos: readonly Demo[] = [
  demo('TaskTour', tourWords, {
    ko: '숫자를 그려 놓고 분류, 회귀, 검출, 분할, 설명문의 답을 한 그림 위에서 견주어 봅니다.',
    en: 'Draw digits, and compare the answers of classification, regression, detection, segmentation and captioning on one image.',
  }),
  demo('Occlusion', occlusionWords, {
    ko: '숫자를 조금씩 가리면서 분류기가 어느 픽셀을 보고 답했는지 알아봅니다.',
    en: 'Cover a digit patch by patch to find which pixels the classifier went by.',
  }),
  demo('Clusters', clustersWords, {
    ko: '픽셀, 주성분, 오토인코더의 코드에서 k-평균을 한 걸음씩 돌려 보고, 시작이 나쁘면 어디서 멈추는지 봅니다.',
    en: 'Step through k-means on pixels, principal components and codes, and see where a bad start ends.',
  }),
  demo('Density', densityWords, {
    ko: '평면에 점을 놓고 히스토그램, 커널 밀도 추정, 가우스 혼합이 빼 둔 점을 얼마나 잘 내다보는지 견줍니다.',
    en: 'Put points in the plane, and let a histogram, a kernel density and a mixture compete on points held out.',
  }),
  demo('BayesClassifier', bayesWords, {
    ko: '숫자나 글자, 잡음을 주고, 반드시 하나를 고르는 소프트맥스와 모르겠다고 말할 수 있는 베이즈 분류기를 나란히 봅니다.',
    en: 'Give digits, letters or noise to a softmax that must choose, and to a Bayes classifier that may decline.',
  }),
  demo('Taxonomy', taxonomyWords, {
    ko: '생성 모델의 갈래를 하나씩 눌러 그 자리와 장단점, 돌려 볼 데모를 찾습니다.',
    en: 'Tap a family of generative models for its place, its trade-offs and its demo.',
  }),
  demo('PixelByPixel', pixelByPixelWords, {
    ko: 'PixelCNN이 픽셀을 하나씩 뽑는 것을 지켜보고, 위쪽 절반을 그려 나머지를 맡깁니다.',
    en: 'Watch a PixelCNN draw one pixel after another, or paint the top half and let it finish.',
  }),
  demo('Reconstruct', reconstructWords, {
    ko: '그린 숫자를 오토인코더가 수 32개로 줄였다가 되살리는 것을 PCA와 견주고, 코드의 값을 직접 움직입니다.',
    en: 'See an autoencoder squeeze your digit into 32 numbers and bring it back, beside PCA; move the numbers yourself.',
  }),
  demo('Bottleneck', bottleneckWords, {
    ko: '코드의 길이를 2, 10, 16, 32로 바꾸며 짧은 코드가 무엇을 잃는지 봅니다.',
    en: 'Change the length of the code and see what a short one loses.',
  }),
  demo('SparseFeatures', sparseFeaturesWords, {
    ko: '숫자 하나를 이루는 몇 개의 특징을 그림으로 보고, 하나씩 꺼 봅니다.',
    en: 'Look at the few features that make a digit, and switch them off one by one.',
  }),
  demo('Denoise', denoiseWords, {
    ko: '숫자에 잡음을 더하거나 픽셀을 지우고, 신경망이 되살린 그림을 원본과 견줍니다. 테스트 그림에서는 위너 필터와도 견줍니다.',
    en: 'Add noise or take pixels away, and hold what a network restores against the original and, over test images, against the Wiener filter.',
  }),
  demo('FewLabels', fewLabelsWords, {
    ko: '숫자 스무 개에 이름표를 달아 분류기를 가르치고, 이름표 없이 미리 배운 특징이 얼마나 돕는지 봅니다.',
    en: 'Label twenty digits to teach a classifier, and see how much features learned without labels help.',
  }),
  demo('Reparameterize', reparameterizeWords, {
    ko: 'μ와 σ를 움직이며 난수를 바깥으로 뺄 때 기울기가 어떻게 흐르는지 봅니다.',
    en: 'Move μ and σ, and see how the gradient flows once the randomness is taken outside.',
  }),
  demo('Elbo', elboWords, {
    ko: '내 숫자의 ELBO를 재구성과 KL로 나누어 보고, 중요도 가중으로 하한을 조입니다.',
    en: 'Take the ELBO of your digit apart into reconstruction and KL, and tighten the bound by importance weights.',
  }),
  demo('LatentMap', latentMapWords, {
    ko: '2차원 잠재 공간을 끌고 다니며 디코더가 그리는 숫자를 보고, 두 점 사이의 길을 걷습니다.',
    en: 'Drag over a 2-d latent space, see the digit decoded at each point, and walk between two of them.',
  }),
  demo('LatentArithmetic', latentArithmeticWords, {
    ko: '바구니 셋에 숫자를 담아 a − b + c를 계산하고, 평균 벡터와 벡터 하나의 차이를 봅니다.',
    en: 'Fill three baskets, compute a − b + c, and compare mean vectors with single ones.',
  }),
  demo('Beta', betaWords, {
    ko: '실제로 훈련한 여섯 모델 사이에서 β를 움직이며 재구성과 KL을 어떻게 맞바꾸는지 봅니다.',
    en: 'Slide β over six trained models, and watch reconstruction being weighed against KL.',
  }),
  demo('Traverse', traverseWords, {
    ko: '도형 β-VAE의 좌표를 하나씩 움직이며 어느 요인이 바뀌는지 봅니다.',
    en: 'Move one latent of a β-VAE of shapes at a time, and see which factor changes.',
  }),
  demo('Codebook', codebookWords, {
    ko: 'VQ-VAE의 코드를 칸마다 칠해 숫자를 그리고, 빈칸은 사전 분포에 맡깁니다.',
    en: 'Paint with the codes of a VQ-VAE, and let its prior fill what you leave empty.',
  }),
  demo('GanTraining', ganTrainingWords, {
    ko: '세 가지 손실로 훈련한 GAN을 되감으며 표본과 손실, 기울기를 봅니다.',
    en: 'Rewind GANs trained with three losses: their samples, losses and gradients.',
  }),
  demo('Generator', generatorWords, {
    ko: '생성자의 잠재 공간에서 점을 고르고, 그 사이를 걷고, 원하는 숫자를 시켜 봅니다.',
    en: 'Pick points in the latent space of a generator, walk between them, or ask for a digit.',
  }),
  demo('ModeCollapse', modeCollapseWords, {
    ko: '고리와 격자를 배우는 2차원 GAN이 모드를 찾거나 잃는 과정을 봅니다.',
    en: 'Watch 2-d GANs on a ring and a grid find their modes or lose them.',
  }),
  demo('FamilyTable', familyTableWords, {
    ko: '다섯 갈래의 모델을 이 기기에서 돌려 걸리는 시간과 크기, 점수를 한 표에서 견줍니다.',
    en: 'Run five families on this device, and compare time, size and score in one table.',
  }),
  demo('MyDigit', myDigitWords, {
    ko: '그린 숫자 하나를 여러 모델에 보여 주고, 저마다 무엇이라 하는지 한 표에 모읍니다.',
    en: 'Show one digit to many models, and gather what each of them makes of it.',
  }),
];
