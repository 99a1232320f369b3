import type { Language } from '#src/i18n.ts';
import { digitSays } from '../digit-particles.ts';

const ko = {
  title: '이름표 스무 개로 배우기',
  chart: 'MNIST에서: 이름표의 수와 오류율',
  chartLabel: '이름표의 수에 따른 테스트 오류율. 두 축 모두 로그 눈금이다.',
  xAxis: '이름표의 수',
  yAxis: '오류율',
  count: '이름표',
  countText: (count: number) => `${count}개`,
  readOut: (count: number) => `이름표 ${count}개일 때의 오류율`,
  method: '방법',
  error: '오류율 ± 표준오차',
  methods: {
    codes: '이 인코더의 코드',
    scratch: '처음부터 훈련',
    ae10: '오토인코더 10차원 코드',
    ae32: '오토인코더 32차원 코드',
    pixels: '픽셀',
  },
  chartNote:
    '숫자마다 같은 수로 이름표를 다섯 번 뽑아 배운 평균과 그 표준오차입니다(카드에서, 테스트 그림 10,000장). 처음부터 훈련한 것은 같은 신경망 전체를 이름표로만 훈련한 것이고, 나머지는 고정한 코드나 픽셀 위에 로지스틱 회귀를 얹은 것입니다.',
  hands: '직접 이름표 달기',
  handsNote:
    'MNIST가 아니라 이 페이지가 획을 흔들어 그린 숫자입니다. 20장에 이름표를 달면, 달 때마다 분류기 둘을 새로 배워 다른 숫자 300장으로 시험합니다.',
  grid: '이름표를 달 숫자 20장',
  gridHelp: '화살표로 숫자를 고르고 0–9 글쇠로 이름표를 답니다. Backspace는 이름표를 뗍니다.',
  digit: (place: number, label: number | undefined) =>
    label === undefined ? `${place}번째 숫자, 이름표 없음` : `${place}번째 숫자, 이름표 ${label}`,
  current: '지금 고른 숫자',
  keypad: '이름표',
  label: (label: number) => `이름표 ${label} 달기`,
  remove: '이름표 떼기',
  another: '다른 20장',
  clear: '이름표 모두 떼기',
  results: (count: number) => `이름표 ${count}개로 배운 결과`,
  tested: '다른 숫자 300장에서의 오류율',
  start: '위에서 시작하고 이름표를 하나 이상 달면 나타납니다.',
  unlabelled: '이름표를 하나 이상 달면 나타납니다.',
  encoding: '시험할 숫자를 인코더에 넣는 중…',
  curve: '이름표를 하나씩 더할 때마다',
  curveLabel: '내 이름표의 수에 따른 오류율, 코드와 픽셀',
  examples: '시험한 숫자와 두 분류기의 답',
  exampleLabel: (meant: number, codes: number, pixels: number) =>
    `시험한 숫자 ${meant}. 코드 위의 분류기는 ${codes}, 픽셀 위의 분류기는 ${digitSays(pixels)} 답했다.`,
  byCodes: '코드',
  byPixels: '픽셀',
  moreTests: '다른 숫자 보기',
  meant: (wrong: number) =>
    wrong === 0
      ? '이름표 20개가 모두 그린 뜻과 같습니다.'
      : `이름표 ${wrong}개가 그린 뜻과 다릅니다. 분류기는 여러분의 이름표대로 배웠습니다.`,
  none: '–',
  announce: (count: number, codes: string, pixels: string) =>
    `이름표 ${count}개. 오류율은 코드 ${codes}, 픽셀 ${pixels}입니다.`,
};

const en: typeof ko = {
  title: 'Learning from twenty labels',
  chart: 'On MNIST: number of labels and error',
  chartLabel: 'Test error against the number of labels, both axes logarithmic',
  xAxis: 'number of labels',
  yAxis: 'error',
  count: 'Labels',
  countText: (count: number) => String(count),
  readOut: (count: number) => `Error after ${count} labels`,
  method: 'Method',
  error: 'error ± standard error',
  methods: {
    codes: 'this encoder’s codes',
    scratch: 'trained from scratch',
    ae10: 'autoencoder’s codes, 10-d',
    ae32: 'autoencoder’s codes, 32-d',
    pixels: 'pixels',
  },
  chartNote:
    'Means over five draws of the labels, as many of each digit, with their standard errors (from the card, 10,000 test images). From scratch means that the same whole network learned from the labels alone; the others are logistic regression on fixed codes or on pixels.',
  hands: 'Label them yourself',
  handsNote:
    'These are not MNIST: the page draws them by shaking pen paths of its own. As you label the 20, two classifiers are taught anew with every label and tried on 300 other digits.',
  grid: '20 digits to label',
  gridHelp: 'Arrows choose a digit, the keys 0–9 label it, Backspace takes a label away.',
  digit: (place: number, label: number | undefined) =>
    label === undefined ? `Digit number ${place}, no label` : `Digit number ${place}, labelled ${label}`,
  current: 'The digit chosen now',
  keypad: 'Label',
  label: (label: number) => `Label it ${label}`,
  remove: 'Take label off',
  another: 'Another 20',
  clear: 'Take all labels off',
  results: (count: number) => `Learned from ${count} ${count === 1 ? 'label' : 'labels'}`,
  tested: 'Error on 300 other digits',
  start: 'Appears once you have started above and given a label.',
  unlabelled: 'Appears once you have given a label.',
  encoding: 'Encoding the digits to be tried…',
  curve: 'As the labels came',
  curveLabel: 'Error against the number of my labels, on codes and on pixels',
  examples: 'Digits tried, and what both say',
  exampleLabel: (meant: number, codes: number, pixels: number) =>
    `A ${meant} that was tried: ${codes} say the codes, ${pixels} the pixels.`,
  byCodes: 'codes',
  byPixels: 'pixels',
  moreTests: 'Show others',
  meant: (wrong: number) =>
    wrong === 0
      ? 'All 20 labels are what was meant.'
      : `${wrong} of the labels ${wrong === 1 ? 'is' : 'are'} not what was meant. The classifiers learned yours.`,
  none: '–',
  announce: (count: number, codes: string, pixels: string) =>
    `${count} ${count === 1 ? 'label' : 'labels'}. Error on codes ${codes}, on pixels ${pixels}.`,
};

export const fewLabelsWords: Readonly<Record<Language, typeof ko>> = { ko, en };
export type Method = keyof typeof ko.methods;
