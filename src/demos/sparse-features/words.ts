import type { Language } from '#src/i18n.ts';
import type { Strength } from './state.ts';

const ko = {
  title: '내 숫자를 이루는 몇 개의 조각',
  draw: '내 숫자',
  strength: '켜지는 수를 줄이는 방법',
  strengthName: (strength: Strength, setting: string) =>
    strength === 'k' ? `k\u00a0=\u00a0${setting}` : `L1, λ\u00a0=\u00a0${setting}`,
  image: '원본',
  all: '모두 켜고 되살린 그림',
  without: '끈 유닛 없이',
  imageLabel: '모델에 들어가는 28×28 그림',
  allLabel: '희소 오토인코더가 켜진 유닛을 모두 써서 되살린 그림',
  withoutLabel: (count: number) => `유닛 ${count}개를 끄고 되살린 그림`,
  noneOff: '끈 유닛 없음',
  blank: '유닛을 모두 껐을 때',
  blankLabel: '유닛을 모두 껐을 때의 그림',
  code: '코드 전체',
  codeNote: (on: number) => `유닛 1,000개 가운데 ${on}개가 켜졌습니다. 진할수록 값이 큽니다.`,
  codeLabel: (on: number) => `유닛 1,000개를 점 하나씩으로 나타낸 그림. ${on}개가 켜져 있다`,
  features: (shown: number, on: number) =>
    shown === on ? `켜진 유닛 ${on}개` : `켜진 유닛 ${on}개 가운데 가장 센 ${shown}개`,
  featuresNote:
    '눌러서 끄고 켭니다. 파란 곳은 그 유닛이 잉크를 더하는 곳, 주황색은 빼는 곳입니다. 아래 수는 코드의 값입니다.',
  feature: (unit: number, value: string) => `유닛 ${unit}, 값 ${value}`,
  rest: (count: number) => `보이지 않는 ${count}개도 끄기`,
  allOn: '모두 켜기',
  allOff: '보이는 것 모두 끄기',
  start: '시작하면 조각이 그림으로 나타납니다.',
  error: '그림 아래의 수는 원본에 견준 픽셀당 평균제곱오차입니다.',
  compare: '네 모델, 카드의 테스트 값',
  model: '제한',
  active: '켜진 유닛',
  mse: '재구성 오차',
  probe: '선형 분류기의 오류율',
  none: '–',
  announce: (on: number, off: number, error: string) =>
    `켜진 유닛 ${on}개, 끈 유닛 ${off}개, 오차 ${error}입니다.`,
  cleared: '그림을 지웠습니다.',
};

const en: typeof ko = {
  title: 'The few pieces that make my digit',
  draw: 'My digit',
  strength: 'How the units that are on are kept few',
  strengthName: (strength: Strength, setting: string) =>
    strength === 'k' ? `k\u00a0=\u00a0${setting}` : `L1, λ\u00a0=\u00a0${setting}`,
  image: 'Original',
  all: 'From all units that are on',
  without: 'Without those switched off',
  imageLabel: 'The 28×28 image that enters the model',
  allLabel: 'Image that the sparse autoencoder makes of all units that are on',
  withoutLabel: (count: number) => `Image made with ${count} ${count === 1 ? 'unit' : 'units'} switched off`,
  noneOff: 'none is switched off',
  blank: 'With all units off',
  blankLabel: 'The image of no unit at all',
  code: 'The whole code',
  codeNote: (on: number) => `${on} of 1,000 units are on. The darker, the larger the value.`,
  codeLabel: (on: number) => `The 1,000 units as dots; ${on} are on`,
  features: (shown: number, on: number) =>
    shown === on ? `The ${on} units that are on` : `The strongest ${shown} of the ${on} units that are on`,
  featuresNote:
    'Press one to switch it off or on. Blue is where a unit adds ink, orange where it takes ink away. The number is its value in the code.',
  feature: (unit: number, value: string) => `Unit ${unit}, value ${value}`,
  rest: (count: number) => `Switch off the ${count} not shown too`,
  allOn: 'All on',
  allOff: 'All shown off',
  start: 'The pieces appear as images after the start.',
  error: 'The number below an image is its mean squared error per pixel against the original.',
  compare: 'The four models, test figures from their cards',
  model: 'Limit',
  active: 'Units on',
  mse: 'Reconstruction error',
  probe: 'Error of a linear classifier',
  none: '–',
  announce: (on: number, off: number, error: string) =>
    `${on} units on, ${off} switched off, error ${error}.`,
  cleared: 'Drawing cleared.',
};

export const sparseFeaturesWords: Readonly<Record<Language, typeof ko>> = { ko, en };
