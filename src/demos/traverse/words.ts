import type { Language } from '#src/i18n.ts';
import type { FactorId } from './state.ts';

/** Of "은" and "는", the one that follows a latent's number, 1 to 8. */
const topic = (number: number) => (number === 2 || number === 4 || number === 5 ? '는' : '은');

const ko = {
  title: '좌표 하나씩 움직이기',
  model: '모델',
  seed: (seed: string) => `시드 ${seed}`,
  seedMig: (mig: string) => `MIG ${mig}`,

  start: '출발 도형',
  startLabel: (shape: string) => `출발 도형: ${shape}`,
  startHelp: '도형을 끌면 자리가 바뀝니다.',
  shape: '모양',
  scale: '크기',
  orientation: '방향',
  x: '가로',
  y: '세로',
  degrees: (value: string) => `${value}°`,
  share: (value: string) => `${value}배`,
  pixels: (value: string) => `${value}픽셀`,
  now: '디코더가 그린 지금',
  nowLabel: '지금 코드를 디코더가 그린 그림',
  waiting: '시작하면 나타납니다.',
  back: '읽은 코드로 되돌리기',

  measures: '그림에서 잰 값',
  drawn: '출발',
  decoded: '지금',
  area: '넓이',
  centreX: '가로 중심',
  centreY: '세로 중심',
  direction: '긴 축의 방향',
  elongation: '길쭉함',
  none: '–',
  measuresNote: '넓이와 중심은 픽셀로 잽니다. 길쭉함은 정사각형이 0, 하트가 0.15, 타원이 0.5 안팎입니다.',

  latents: '잠재변수',
  latentsNote:
    '많이 아는 것부터 놓았습니다. 줄마다 그 좌표만 −3에서 3까지 옮긴 그림이고, 테두리가 지금 자리입니다. 끌거나 화살표 키로 옮깁니다.',
  latentLabel: (number: string) => `잠재변수 z${number}`,
  most: (factor: string, percent: string) => `${factor} ${percent}`,
  kl: (nats: string) => `${nats}나트`,
  dead: '죽음',
  deadOnes: (count: string) => `죽은 잠재변수 ${count}개`,

  table: '좌표가 요인에 대해 아는 것',
  tableNote:
    '값은 상호정보량을 요인의 엔트로피로 나눈 것입니다. 요인마다 가장 큰 값은 굵게, 둘째는 밑줄로 적었습니다. 둘의 차이가 그 요인의 MIG입니다.',
  coordinate: '좌표',
  factors: {
    shape: '모양',
    scale: '크기',
    orientation: '방향',
    x: '가로 위치',
    y: '세로 위치',
  } satisfies Record<FactorId, string> as Record<FactorId, string>,
  heads: { shape: '모양', scale: '크기', orientation: '방향', x: '가로', y: '세로' } satisfies Record<
    FactorId,
    string
  > as Record<FactorId, string>,
  mean: '평균',
  gap: '이 모델의 MIG',
  binCeiling: '천장: 칸으로 자르므로',
  imageCeiling: '천장: 그림만 보므로',
  ceilingNote: (
    places: string,
    turns: string,
    placeCeiling: string,
    turnCeiling: string,
    imageCeiling: string,
  ) =>
    `천장은 둘입니다. 좌표를 칸으로 잘라 재므로, 값이 ${places}가지인 위치는 ${placeCeiling}, ${turns}가지인 방향은 ${turnCeiling}까지만 드러납니다. 또 정사각형은 90°, 타원은 180°를 돌려도 같은 그림이므로, 그림을 아무리 잘 보아도 방향은 ${imageCeiling}까지만 알 수 있습니다. 두 제약이 겹치면 더 낮아집니다.`,

  carries: (number: number, factor: string, percent: string, second: string, secondPercent: string) =>
    `움직이는 z${sub(number)}${topic(number)} ${factor}에 대해 가장 많이 압니다(엔트로피의 ${percent}). 그다음은 ${second}입니다(${secondPercent}).`,
  rival: (factor: string, number: number, percent: string, gap: string) =>
    `나머지 가운데 ${factor}에 대해 가장 많이 아는 좌표는 z${sub(number)}이고(${percent}), 이 요인의 MIG는 ${gap}입니다.`,
  rivalAhead: (factor: string, number: number, percent: string, gap: string) =>
    `그러나 ${factor}에 대해서는 z${sub(number)}${topic(number)} 더 많이 알고(${percent}), 이 요인의 MIG는 ${gap}입니다.`,
  carriesNothing: (number: number, deviation: string) =>
    `움직이는 z${sub(number)}${topic(number)} 죽은 잠재변수입니다. 테스트 그림이 바뀌어도 평균이 표준편차 ${deviation}만큼밖에 달라지지 않고, 디코더도 이 값을 거의 쓰지 않습니다.`,
  announce: (number: string, value: string, sentence: string) => `z${number} = ${value}. ${sentence}`,
};

/** A latent's number below the line. */
function sub(number: number): string {
  return String.fromCodePoint(0x2080 + number);
}

const en: typeof ko = {
  title: 'One coordinate at a time',
  model: 'Model',
  seed: (seed: string) => `Seed ${seed}`,
  seedMig: (mig: string) => `MIG ${mig}`,

  start: 'Shape to start from',
  startLabel: (shape: string) => `The shape to start from: ${shape}`,
  startHelp: 'Drag the shape to move it.',
  shape: 'Shape',
  scale: 'Size',
  orientation: 'Turn',
  x: 'x',
  y: 'y',
  degrees: (value: string) => `${value}°`,
  share: (value: string) => `× ${value}`,
  pixels: (value: string) => `${value}\u00a0px`,
  now: 'Decoded now',
  nowLabel: 'What the decoder makes of the present code',
  waiting: 'Appears after the start.',
  back: 'Back to the code as read',

  measures: 'Measured of the images',
  drawn: 'start',
  decoded: 'now',
  area: 'area',
  centreX: 'centre, x',
  centreY: 'centre, y',
  direction: 'longer axis',
  elongation: 'elongation',
  none: '–',
  measuresNote:
    'Area and centre in pixels. The elongation is about 0 for squares, 0.15 for hearts, 0.5 for ellipses.',

  latents: 'Latents',
  latentsNote:
    'The most informative first. Each row moves its coordinate alone from −3 to 3; the frame is where it stands. Drag it, or use the arrow keys.',
  latentLabel: (number: string) => `Latent z${number}`,
  most: (factor: string, percent: string) => `${factor} ${percent}`,
  kl: (nats: string) => `${nats} nats`,
  dead: 'dead',
  deadOnes: (count: string) => `${count} dead latents`,

  table: 'What coordinates tell of factors',
  tableNote:
    'Mutual information over the factor’s entropy. Of each factor the largest is bold and the second underlined; their difference is the factor’s MIG.',
  coordinate: 'coordinate',
  factors: { shape: 'shape', scale: 'size', orientation: 'orientation', x: 'x position', y: 'y position' },
  heads: { shape: 'shape', scale: 'size', orientation: 'turn', x: 'x', y: 'y' },
  mean: 'mean',
  gap: 'MIG of this model',
  binCeiling: 'Ceiling of the bins',
  imageCeiling: 'Ceiling of the images',
  ceilingNote: (
    places: string,
    turns: string,
    placeCeiling: string,
    turnCeiling: string,
    imageCeiling: string,
  ) =>
    `There are two ceilings. As coordinates are cut into bins, no more than ${placeCeiling} shows of a position with ${places} values, and ${turnCeiling} of an orientation with ${turns}. And as a square looks the same after 90° and an ellipse after 180°, no look at the image tells more than ${imageCeiling} of the orientation. Where both hold the ceiling is lower still.`,

  carries: (number: number, factor: string, percent: string, second: string, secondPercent: string) =>
    `The latent that moves, z${sub(number)}, tells most of the ${factor} (${percent} of its entropy), then of the ${second} (${secondPercent}).`,
  rival: (factor: string, number: number, percent: string, gap: string) =>
    `Of the others, z${sub(number)} tells most of the ${factor} (${percent}); the MIG of this factor is ${gap}.`,
  rivalAhead: (factor: string, number: number, percent: string, gap: string) =>
    `But z${sub(number)} tells more of the ${factor} (${percent}); the MIG of this factor is ${gap}.`,
  carriesNothing: (number: number, deviation: string) =>
    `The latent that moves, z${sub(number)}, is dead: over the test images its mean has a standard deviation of no more than ${deviation}, and the decoder hardly uses it.`,
  announce: (number: string, value: string, sentence: string) => `z${number} = ${value}. ${sentence}`,
};

export const traverseWords: Readonly<Record<Language, typeof ko>> = { ko, en };
