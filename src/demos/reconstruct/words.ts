import type { Language } from '#src/i18n.ts';

const ko = {
  title: '내 숫자를 32개의 수로',
  draw: '그리기',
  see: '신경망이 보는 것',
  seeNote: '28×28 픽셀로 줄여 가운데에 둔 것 (MNIST와 같은 방식)',
  seeLabel: '신경망에 들어가는 28×28 그림',
  code: '32개의 수',
  codeNote: '막대를 위아래로 끌어 바꿔 보세요',
  codeHelp:
    '왼쪽·오른쪽 화살표로 막대를 고르고 위·아래 화살표로 값을 바꿉니다. Home과 End는 양 끝, Delete는 원래 값입니다.',
  bar: (place: number) => `z${place}`,
  barValue: (value: string, original: string | undefined) =>
    original === undefined ? value : `${value}, 원래 값 ${original}`,
  resetAll: '모두 되돌리기',
  out: '재구성',
  autoencoder: '오토인코더',
  pca: 'PCA',
  autoencoderLabel: '오토인코더가 32개의 수에서 되살린 재구성',
  pcaLabel: 'PCA가 주성분 32개로 되살린 재구성',
  difference: '차이 보기',
  inkLost: '사라진 잉크',
  inkAdded: '더해진 잉크',
  errors: '픽셀당 평균제곱오차',
  method: '방법',
  yours: '지금 숫자',
  testMean: '테스트 집합 평균',
  edited: '(값을 바꿈)',
  empty: '–',
  announce: (ae: string, pca: string) => `다시 그렸습니다. 오차는 오토인코더 ${ae}, PCA ${pca}입니다.`,
  announceEdit: (place: number, value: string, error: string) =>
    `z${place} 값은 이제 ${value}, 오차는 ${error}입니다.`,
  cleared: '그림을 지웠습니다.',
};

const en: typeof ko = {
  title: 'Your digit in 32 numbers',
  draw: 'Draw',
  see: 'What the network sees',
  seeNote: 'Scaled to 28×28 pixels and centred, as MNIST is',
  seeLabel: 'The 28×28 image that enters the network',
  code: '32 numbers',
  codeNote: 'Drag a bar up or down to change it',
  codeHelp:
    'Left and right arrows choose a bar, up and down change its value. Home and End go to its ends, Delete to its original value.',
  bar: (place: number) => `z${place}`,
  barValue: (value: string, original: string | undefined) =>
    original === undefined ? value : `${value}, originally ${original}`,
  resetAll: 'Reset all',
  out: 'Reconstruction',
  autoencoder: 'Autoencoder',
  pca: 'PCA',
  autoencoderLabel: 'Image that the autoencoder makes of the 32 numbers',
  pcaLabel: 'Image made of 32 principal components',
  difference: 'Show the difference',
  inkLost: 'ink lost',
  inkAdded: 'ink added',
  errors: 'Mean squared error per pixel',
  method: 'Method',
  yours: 'This digit',
  testMean: 'Test-set mean',
  edited: '(code changed)',
  empty: '–',
  announce: (ae: string, pca: string) => `Reconstructed. Error: autoencoder ${ae}, PCA ${pca}.`,
  announceEdit: (place: number, value: string, error: string) =>
    `Reconstructed with z${place} set to ${value}. Error ${error}.`,
  cleared: 'Drawing cleared.',
};

export const reconstructWords: Readonly<Record<Language, typeof ko>> = { ko, en };
