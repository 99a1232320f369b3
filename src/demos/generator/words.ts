import type { Language } from '#src/i18n.ts';

const ko = {
  title: '잠재 공간을 걷는 생성자',
  kind: '생성자',
  any: '아무 숫자나',
  class: '숫자를 주문',
  sheet: '표본 열 장',
  sheetNote: '𝒩(0, I)에서 뽑은 잠재 벡터 열 개를 생성자가 그린 그림입니다. 아래 수는 판별자가 준 D입니다.',
  again: '다시 뽑기',
  end: '고를 끝',
  pick: (end: string) => `${end}로 삼을 표본`,
  sample: (place: number, d: string) => `표본 ${place}, D ${d}`,
  classes: '같은 z로 열 가지 주문',
  classesNote: 'z는 그대로 두고 이름표 y만 바꾸었습니다. 눌러서 주문할 숫자를 고르세요.',
  asked: (digit: number, d: string) => `숫자 ${digit} 주문, D ${d}`,
  plane: 'a와 b를 지나는 평면',
  planeLabel: '32차원 잠재 공간에서 원점과 표본 a, b를 지나는 평면. 칸마다 그 자리의 그림이 있다',
  planeNote:
    '32차원 공간을 원점, a, b로 자른 단면입니다. 점선 원은 반지름 √32, 곧 표본이 모여 있는 껍질입니다. z를 끌어 보세요.',
  z: '잠재 벡터 z',
  place: (x: string, y: string) => `평면의 (${x}, ${y})`,
  image: '그림 G(z)',
  imageLabel: '잠재 벡터 z에서 생성자가 그린 그림',
  score: '진짜일 확률 D',
  norm: '노름 ‖z‖',
  half: '0.5면 진짜인지 가짜인지 모르겠다는 뜻입니다.',
  way: '길',
  line: '직선',
  arc: '구면',
  lineLabel: 'a에서 b까지 직선을 따라 그린 그림들',
  arcLabel: 'a에서 b까지 구면을 따라 그린 그림들',
  walked: '간 만큼 t',
  play: '걷기',
  stop: '멈춤',
  own: '내 숫자를 판별자에게',
  ownNote: (digit: number | undefined): string =>
    digit === undefined
      ? '판별자가 내 숫자를 진짜 MNIST 그림으로 볼 확률입니다.'
      : `판별자가 내 숫자를 ‘진짜 ${digit}’ 그림으로 볼 확률입니다.`,
  card: '모델 카드의 값',
  nearest: '최근접 이웃 거리비',
  nearestMeans: (smaller: boolean): string =>
    smaller
      ? '1보다 작습니다. 생성한 그림이 처음 보는 테스트 그림보다 훈련 그림에 더 가깝습니다.'
      : '1보다 작지 않습니다. 생성한 그림이 처음 보는 테스트 그림보다 훈련 그림에 더 가까이 있지 않으니, 베낀 흔적이 없습니다.',
  agreement: '주문한 숫자로 읽힌 비율',
  start: '시작하면 그림이 나타납니다.',
  announce: (d: string) => `새 그림, D는 ${d}입니다.`,
};

const en: typeof ko = {
  title: 'A generator, and walks through its latent space',
  kind: 'Generator',
  any: 'Any digit',
  class: 'Ask for a digit',
  sheet: 'Ten samples',
  sheetNote:
    'Images that the generator makes of ten latent vectors drawn from 𝒩(0, I). Below each, the discriminator’s D.',
  again: 'Draw again',
  end: 'End to choose',
  pick: (end: string) => `Sample to be ${end}`,
  sample: (place, d) => `Sample ${place}, D ${d}`,
  classes: 'Ten orders, one z',
  classesNote: 'The same z with each label y. Tap one to ask for that digit.',
  asked: (digit, d) => `Ask for the digit ${digit}, D ${d}`,
  plane: 'The plane through a and b',
  planeLabel:
    'The plane of the 32-dimensional latent space through the origin and the samples a and b, with the image of each place',
  planeNote:
    'A cut through 32 dimensions at the origin, a and b. The dotted circle has radius √32: the shell in which samples lie. Drag z.',
  z: 'Latent vector z',
  place: (x, y) => `(${x}, ${y}) of the plane`,
  image: 'The image G(z)',
  imageLabel: 'Image that the generator makes of the latent vector z',
  score: 'probability D of being real',
  norm: 'norm ‖z‖',
  half: 'At 0.5 the discriminator cannot tell.',
  way: 'Way',
  line: 'straight',
  arc: 'spherical',
  lineLabel: 'Images along the straight way from a to b',
  arcLabel: 'Images along the spherical way from a to b',
  walked: 'walked, t',
  play: 'Walk',
  stop: 'Stop',
  own: 'My digit before the discriminator',
  ownNote: (digit) =>
    digit === undefined
      ? 'How probable the discriminator finds it that your digit is a real MNIST image.'
      : `How probable the discriminator finds it that your digit is a real image of a ${digit}.`,
  card: 'From the model card',
  nearest: 'nearest-neighbour ratio',
  nearestMeans: (smaller) =>
    smaller
      ? 'Below 1: generated images lie nearer to training images than unseen test images do.'
      : 'Not below 1: generated images lie no nearer to training images than unseen test images do, so there is no sign of copying.',
  agreement: 'share read as the digit asked for',
  start: 'Images appear after the start.',
  announce: (d) => `New image, D is ${d}.`,
};

export const generatorWords: Readonly<Record<Language, typeof ko>> = { ko, en };
