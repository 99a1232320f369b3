import type { Language } from '#src/i18n.ts';
import type { Fill } from '#src/math/occlusion.ts';

const ko = {
  title: '가려 보면 드러나는 것',
  draw: '내 숫자',
  board: '가린 숫자',
  boardLabel: (row: number, column: number) => `${row}행 ${column}열을 가운데로 가린 숫자`,
  boardHelp: '끌거나 눌러 가림판을 옮깁니다. 키보드로는 화살표(Shift는 네 칸씩)로 옮깁니다.',
  size: '가림판 한 변',
  pixels: (value: number) => `${value}픽셀`,
  fill: '무엇으로 가릴까',
  fills: { paper: '빈 종이', grey: '회색', noise: '잡음' } as Record<Fill, string>,
  classes: '클래스마다의 확률',
  classesNote: '막대 위의 눈금은 가리기 전의 확률입니다. 클래스를 고르면 지도가 그 클래스의 것으로 바뀝니다.',
  classesBefore: '아직 가리지 않은 숫자의 확률입니다. 시작하면 가린 숫자의 확률로 바뀝니다.',
  map: '가림판의 자리마다',
  mapLabel: '가림판을 그 픽셀에 놓았을 때의 지도',
  mapHelp: '지도의 한 자리를 누르면 가림판이 그리로 갑니다.',
  maps: { fall: '확률이 떨어진 만큼', answer: '바뀐 답' },
  start: '시작하면 나타납니다',
  sweeping: (done: number, all: number) => `${all}자리 가운데 ${done}자리를 가려 보았습니다`,
  scale: (label: number) =>
    `p(${label})이 떨어진 자리는 주황, 오른 자리는 파랑입니다. 1만큼 떨어지면 가장 짙습니다.`,
  answers: (label: number) => `답이 ${label}에서 다른 숫자로 바뀐 자리를 그 숫자의 색으로 칠합니다.`,
  before: '가리기 전',
  after: '가린 뒤',
  fall: '떨어진 값',
  largest: '가장 많이 떨어진 값',
  changed: '답이 바뀐 자리',
  changedText: (places: number, all: number) => `${places} / ${all}`,
  others: (others: string) => `바뀐 답: ${others}`,
  other: (label: number, places: number) => `${label} (${places}자리)`,
  worst: '가장 많이 떨어지는 자리로',
  layer: '첫 합성곱 층의 활성값',
  layerNote: (maps: number, side: number) =>
    `필터 ${maps}개가 저마다 ${side}×${side} 자리에서 얼마나 켜졌는지입니다. 가리지 않았을 때 가장 크게 켜진 값이 가장 진하고, 음수는 비워 두었습니다. 가림판을 옮기면 그 둘레만 바뀝니다.`,
  layerLabel: (maps: number) => `첫 합성곱 층의 활성값 ${maps}장`,
  none: '–',
  announce: (label: number, probability: string, fall: string) =>
    `p(${label}) = ${probability}, 가려서 ${fall} 떨어졌습니다.`,
  cleared: '그림을 지웠습니다.',
};

const en: typeof ko = {
  title: 'What covering brings to light',
  draw: 'My digit',
  board: 'Digit under a patch',
  boardLabel: (row: number, column: number) => `Digit covered around row ${row}, column ${column}`,
  boardHelp: 'Drag or tap to move the patch. On the keyboard, arrows move it, with Shift by four pixels.',
  size: 'side of the patch',
  pixels: (value: number) => `${value} px`,
  fill: 'Covered with',
  fills: { paper: 'paper', grey: 'grey', noise: 'noise' },
  classes: 'Probability of each class',
  classesNote:
    'The tick on a bar is the probability before covering. Choose a class, and the map becomes that class’s.',
  classesBefore: 'Of the digit uncovered as yet; after the start, of the covered one.',
  map: 'Wherever the patch lies',
  mapLabel: 'Map of what happens with the patch at each pixel',
  mapHelp: 'Tap a place of the map, and the patch goes there.',
  maps: { fall: 'fall of the probability', answer: 'other answers' },
  start: 'appears after the start',
  sweeping: (done: number, all: number) => `${done} of ${all} places tried`,
  scale: (label: number) =>
    `Orange where p(${label}) falls, blue where it rises; a fall by 1 is the darkest.`,
  answers: (label: number) =>
    `Places where the answer is no longer ${label}, in the colour of the digit that it becomes.`,
  before: 'uncovered',
  after: 'covered',
  fall: 'fall',
  largest: 'largest fall',
  changed: 'places that change the answer',
  changedText: (places: number, all: number) => `${places} / ${all}`,
  others: (others: string) => `It becomes: ${others}`,
  other: (label: number, places: number) => `${label} (at ${places} ${places === 1 ? 'place' : 'places'})`,
  worst: 'To the largest fall',
  layer: 'What the first convolution answers',
  layerNote: (maps: number, side: number) =>
    `How much each of ${maps} filters is on at ${side}×${side} places. The largest value of the uncovered digit is the darkest; negative ones are left blank. Move the patch, and only what is around it changes.`,
  layerLabel: (maps: number) => `The ${maps} maps of the first convolution`,
  none: '–',
  announce: (label: number, probability: string, fall: string) =>
    `p(${label}) = ${probability}; covering took ${fall}.`,
  cleared: 'Drawing cleared.',
};

export const occlusionWords: Readonly<Record<Language, typeof ko>> = { ko, en };
