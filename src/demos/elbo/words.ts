import type { Language } from '#src/i18n.ts';

const ko = {
  title: '하한을 조이기',
  model: '모델',
  models: { 'vae-mnist': '40차원', 'vae-mnist-2': '2차원' },
  k: '표본의 수 S',
  own: '내 숫자',
  ownNote:
    '픽셀마다 잉크의 진하기를 확률로 삼아 0과 1로 바꿉니다. 모델 카드의 테스트 이미지도 이렇게 만들었습니다.',
  binary: '이진화한 그림 x',
  decoded: 'z = μ에서 되살린 그림',
  parts: '음의 ELBO = 재구성 + KL',
  partsLabel: (reconstruction: string, kl: string) => `재구성 ${reconstruction}나트, KL ${kl}나트`,
  reconstruction: '재구성',
  kl: 'KL',
  dims: '차원마다의 KL',
  dimsLabel: (count: string, largest: string) => `차원 ${count}개의 KL을 막대로. 가장 큰 것은 ${largest}나트`,
  dimsNote: (unused: string, count: string) =>
    `이 숫자에서 0.1나트에도 못 미치는 차원은 ${count}개 가운데 ${unused}개입니다.`,
  active: (active: string) => `테스트 이미지 전체에서 쓰이는 차원은 ${active}개입니다(모델 카드).`,
  dimsTable: '차원마다의 수치 (나트)',
  bound: 'S를 키우면',
  chartLabel: (k: string, value: string) => `가로는 S(로그 눈금), 세로는 나트. S = ${k}에서 ${value}나트`,
  axisK: 'S',
  elboLine: '음의 ELBO',
  chartNote: '점마다 표본을 겹치지 않게 S개씩 묶어 낸 값의 평균이고, 세로줄은 표준오차의 두 배입니다.',
  groups: (groups: string) => `묶음 ${groups}개`,
  samples: (done: string, all: string) => `표본 ${done} / ${all}`,
  again: 'ε을 새로 뽑기',
  column: '이미지당 나트',
  mine: '내 숫자',
  test: '테스트 평균',
  negativeElbo: '음의 ELBO',
  iwae: (k: string) => `IWAE-${k}`,
  gap: 'ELBO와의 차이',
  start: '시작하면 나타납니다.',
  none: '–',
  announce: (elbo: string, k: string, bound: string) =>
    `음의 ELBO ${elbo}나트, S가 ${k}이면 ${bound}나트입니다.`,
};

const en: typeof ko = {
  title: 'Tightening the bound',
  model: 'Model',
  models: { 'vae-mnist': '40 dimensions', 'vae-mnist-2': '2 dimensions' },
  k: 'samples S',
  own: 'My digit',
  ownNote:
    'Each pixel becomes 0 or 1, with its ink as the probability of a 1, as the test images of the cards were made.',
  binary: 'Binarised image x',
  decoded: 'Decoded at z = μ',
  parts: 'Negative ELBO = reconstruction + KL',
  partsLabel: (reconstruction: string, kl: string) => `reconstruction ${reconstruction} nats, KL ${kl} nats`,
  reconstruction: 'reconstruction',
  kl: 'KL',
  dims: 'KL of each dimension',
  dimsLabel: (count: string, largest: string) =>
    `KL of ${count} dimensions as bars, the largest ${largest} nats`,
  dimsNote: (unused: string, count: string) =>
    `For this digit ${unused} of ${count} dimensions have less than 0.1 nats.`,
  active: (active: string) => `Over all test images ${active} dimensions are in use (model card).`,
  dimsTable: 'Figures of each dimension (nats)',
  bound: 'As S grows',
  chartLabel: (k: string, value: string) =>
    `S across, on a logarithmic scale, nats up. At S = ${k}, ${value} nats`,
  axisK: 'S',
  elboLine: 'negative ELBO',
  chartNote:
    'Each point is a mean over groups of S samples that share none; the upright line is twice its standard error.',
  groups: (groups: string) => `${groups} groups`,
  samples: (done: string, all: string) => `samples ${done} / ${all}`,
  again: 'Draw ε again',
  column: 'nats per image',
  mine: 'my digit',
  test: 'test mean',
  negativeElbo: 'negative ELBO',
  iwae: (k: string) => `IWAE-${k}`,
  gap: 'gap from the ELBO',
  start: 'Appears after the start.',
  none: '–',
  announce: (elbo: string, k: string, bound: string) =>
    `Negative ELBO ${elbo} nats; with S ${k}, ${bound} nats.`,
};

export const elboWords: Readonly<Record<Language, typeof ko>> = { ko, en };
