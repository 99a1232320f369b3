import type { Language } from '#src/i18n.ts';

const ko = {
  title: '짧은 코드의 값',
  draw: '내 숫자',
  out: '되살린 그림',
  code: '코드의 길이',
  codeName: (code: string) => `${code}개`,
  components: 'PCA의 성분',
  componentsText: (k: string) => `${k}개`,
  look: '볼 것',
  images: '그림',
  difference: '원본과의 차이',
  inkLost: '사라진 잉크',
  inkAdded: '더해진 잉크',
  image: '원본',
  pca: 'PCA',
  linear: '선형 오토인코더',
  ae: '오토인코더',
  imageLabel: '모델에 들어가는 28×28 그림',
  pcaLabel: (k: string) => `PCA가 성분 ${k}개로 되살린 그림`,
  linearLabel: '선형 오토인코더가 수 32개로 되살린 그림',
  aeLabel: (code: string) => `오토인코더가 수 ${code}개로 되살린 그림`,
  onlyAt: '32개짜리만 있습니다',
  start: '시작하면 나타납니다',
  errors: '픽셀당 평균제곱오차',
  method: '방법',
  numbers: '수',
  yours: '지금 숫자',
  testMean: '테스트 평균',
  none: '–',
  reaches: (k: string, code: string) =>
    `지금 숫자에서 오토인코더의 코드 ${code}개만큼 되살리려면 PCA는 성분 ${k}개가 필요합니다.`,
  reachesNot: (code: string) =>
    `지금 숫자에서 PCA는 성분 64개로도 오토인코더의 코드 ${code}개를 따라잡지 못합니다.`,
  chart: '수의 개수에 따른 오차',
  chartLabel:
    '가로는 수의 개수, 세로는 로그 눈금의 평균제곱오차. 테스트 평균은 점을 이은 선, 지금 숫자의 PCA는 점선, 지금 숫자의 오토인코더는 고리',
  chartNote: '실선과 점은 카드의 테스트 평균, 점선과 고리는 지금 숫자입니다. 세로는 로그 눈금입니다.',
  axis: '수의 개수',
  announce: (k: string, pca: string, code: string, ae: string) =>
    `PCA 성분 ${k}개의 오차 ${pca}, 오토인코더 코드 ${code}개의 오차 ${ae}입니다.`,
  cleared: '그림을 지웠습니다.',
};

const en: typeof ko = {
  title: 'The price of a short code',
  draw: 'My digit',
  out: 'What comes back',
  code: 'Length of the code',
  codeName: (code: string) => code,
  components: 'PCA’s components',
  componentsText: (k: string) => k,
  look: 'Show',
  images: 'images',
  difference: 'difference from the original',
  inkLost: 'ink lost',
  inkAdded: 'ink added',
  image: 'Original',
  pca: 'PCA',
  linear: 'Linear autoencoder',
  ae: 'Autoencoder',
  imageLabel: 'The 28×28 image that enters the models',
  pcaLabel: (k: string) => `Image that PCA makes of ${k} components`,
  linearLabel: 'Image that the linear autoencoder makes of 32 numbers',
  aeLabel: (code: string) => `Image that the autoencoder makes of ${code} numbers`,
  onlyAt: 'there is one of 32 only',
  start: 'appears after the start',
  errors: 'Mean squared error per pixel',
  method: 'Method',
  numbers: 'Numbers',
  yours: 'This digit',
  testMean: 'Test mean',
  none: '–',
  reaches: (k: string, code: string) =>
    `On this digit PCA needs ${k} components to do as well as the autoencoder with a code of ${code}.`,
  reachesNot: (code: string) =>
    `On this digit not even 64 components of PCA do as well as the autoencoder with a code of ${code}.`,
  chart: 'Error by count of numbers',
  chartLabel:
    'Count of numbers across, mean squared error up on a logarithmic scale. Test means are dots on lines, PCA of this digit is a dashed line, autoencoders of this digit are rings',
  chartNote:
    'Solid lines and dots are test means from the cards, the dashed line and rings this digit. The scale up is logarithmic.',
  axis: 'count of numbers',
  announce: (k: string, pca: string, code: string, ae: string) =>
    `Error of PCA with ${k} components ${pca}, of the autoencoder with a code of ${code} ${ae}.`,
  cleared: 'Drawing cleared.',
};

export const bottleneckWords: Readonly<Record<Language, typeof ko>> = { ko, en };
