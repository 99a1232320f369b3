import type { Language } from '#src/i18n.ts';

const ko = {
  title: 'β를 움직이면',
  beta: '보는 모델의 β',
  compare: '견줄 모델의 β',
  betaText: (beta: string) => `β = ${beta}`,
  chart: '재구성 항과 KL 항 (테스트 이미지 10,000장의 평균, 나트)',
  chartLabel: (beta: string, reconstruction: string, kl: string) =>
    `가로는 KL 항, 세로는 재구성 항. 여섯 모델 가운데 고른 β = ${beta}: 재구성 ${reconstruction}, KL ${kl}나트`,
  axisKl: 'KL 항',
  axisReconstruction: '재구성 항',
  chartNote: '점선 위에서는 음의 ELBO(두 항의 합)가 고른 모델과 같고, 그 아래는 더 좋습니다.',
  cards: '모델 카드의 값',
  columns: {
    reconstruction: '재구성',
    kl: 'KL',
    elbo: '−ELBO',
    nll: 'IWAE-50',
    knn5: '5-최근접',
  },
  map: (beta: string) => `테스트 코드의 지도, β = ${beta}`,
  mapLabel: (beta: string) =>
    `β = ${beta}인 모델이 테스트 그림 10,000장을 놓은 자리. 숫자마다 색이 다르고, 점선 원은 사전 분포의 2σ이다`,
  mapNote: '점선 원은 사전 분포의 2σ, 작은 타원은 내 숫자의 q(z | x)입니다.',
  own: '내 숫자',
  reconstruction: '되살린 그림',
  reconstructionLabel: (beta: string) => `β = ${beta}인 모델이 되살린 내 숫자`,
  dims: '내 숫자의 KL',
  dimsLabel: (k: string, nats: string) => `차원 ${k}의 KL ${nats}나트`,
  sigma: '표준편차 σ',
  variance: '테스트 코드의 분산',
  collapsed: '무너진 차원',
  none: '없음',
  prior: '사전 분포에서 뽑은 그림',
  priorLabel: (beta: string) => `표준정규분포에서 뽑은 잠재변수 여덟 개를 β = ${beta}인 디코더가 그린 그림`,
  again: '새로 뽑기',
  start: '시작하면 나타납니다.',
  codesFailed: '테스트 코드를 내려받지 못해 점을 찍지 못했습니다.',
  retryCodes: '점 다시 받기',
  place: (x: string, y: string) => `(${x}, ${y})`,
  announce: (beta: string, first: string, second: string) =>
    `β는 ${beta}. 내 숫자의 KL은 첫째 차원 ${first}, 둘째 차원 ${second}나트입니다.`,
};

const en: typeof ko = {
  title: 'Moving β',
  beta: 'β of the model looked at',
  compare: 'β of the model beside it',
  betaText: (beta: string) => `β = ${beta}`,
  chart: 'Reconstruction and KL terms (means over 10,000 test images, nats)',
  chartLabel: (beta: string, reconstruction: string, kl: string) =>
    `KL term across, reconstruction term up. Of the six models, the one with β = ${beta} has reconstruction ${reconstruction} and KL ${kl} nats`,
  axisKl: 'KL term',
  axisReconstruction: 'reconstruction term',
  chartNote:
    'On the dashed line the negative ELBO (the sum of both) is that of the chosen model; below it is better.',
  cards: 'From the models’ cards',
  columns: {
    reconstruction: 'reconstr.',
    kl: 'KL',
    elbo: '−ELBO',
    nll: 'IWAE-50',
    knn5: '5-NN',
  },
  map: (beta: string) => `Map of the test codes, β = ${beta}`,
  mapLabel: (beta: string) =>
    `Where the model with β = ${beta} puts 10,000 test images, a colour for each digit; the dashed circle is 2σ of the prior`,
  mapNote: 'The dashed circle is 2σ of the prior, the small ellipse q(z | x) of your digit.',
  own: 'My digit',
  reconstruction: 'Reconstruction',
  reconstructionLabel: (beta: string) => `Your digit as the model with β = ${beta} rebuilds it`,
  dims: 'KL of my digit',
  dimsLabel: (k: string, nats: string) => `KL of dimension ${k}, ${nats} nats`,
  sigma: 'deviation σ',
  variance: 'variance of test codes',
  collapsed: 'collapsed',
  none: 'none',
  prior: 'Drawn from the prior',
  priorLabel: (beta: string) =>
    `Images that the decoder with β = ${beta} makes of eight draws from the standard normal`,
  again: 'Draw again',
  start: 'Appears after the start.',
  codesFailed: 'The test codes could not be fetched, so there are no dots.',
  retryCodes: 'Fetch the dots again',
  place: (x: string, y: string) => `(${x}, ${y})`,
  announce: (beta: string, first: string, second: string) =>
    `β is ${beta}. The KL of your digit is ${first} nats in the first dimension and ${second} in the second.`,
};

export const betaWords: Readonly<Record<Language, typeof ko>> = { ko, en };
