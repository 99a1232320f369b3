import type { Language } from '#src/i18n.ts';

const ko = {
  title: '코드로 그리기',
  own: '내 숫자',
  board: '코드 7×7칸',
  boardLabel: (nats: string) => `코드 7×7칸의 판. 사전 분포로 ${nats}나트`,
  boardHelp:
    '화살표로 칸을 고르고 스페이스로 펜의 코드를, 백스페이스로 빈 종이를 놓습니다. P를 누르면 그 칸의 코드를 펜으로 집습니다.',
  tool: '판을 누르면',
  tools: { paint: '코드 놓기', pick: '코드 집기' },
  show: '칸에 적을 것',
  shows: { codes: '번호', nats: '나트', none: '없음' },
  place: (row: number, column: number) => `${row}행 ${column}열`,
  fromDigit: '내 숫자의 코드로',
  clear: '판 비우기',
  input: '내 숫자',
  decoded: '디코더의 그림',
  waiting: '시작하면 나타납니다.',

  palette: '코드북',
  paletteLegend: '펜의 코드',
  code: (code: string, share: string) => `코드 ${code}, 쓰임 ${share}`,
  codeShort: (code: string) => `코드 ${code}`,
  dead: '죽은 코드',
  percent: (value: string) => `${value}%`,
  pen: (code: string, times: string, share: string) =>
    `펜: 코드 ${code}. 테스트 그림에서 ${times}번(${share}).`,
  paletteNote:
    '테스트 그림에서 많이 쓰인 것부터 놓았습니다. 그림은 그 코드가 놓인 칸(가운데 테두리)과 둘레를 디코더가 그린 것의 평균입니다.',
  usage: (used: string, all: string, dead: string, perplexity: string) =>
    `코드 ${all}가지 가운데 ${used}가지가 쓰였고 죽은 코드는 ${dead}가지입니다. 쓰임이 고르지 않아, 똑같이 쓰이는 코드 ${perplexity}가지와 맞먹습니다(퍼플렉시티).`,

  cost: '이 격자의 값',
  method: '무엇의 확률로',
  methods: { prior: '사전 분포(앞 칸을 모두 봄)', frequency: '칸마다 센 빈도', uniform: '고르게' },
  nats: '나트',
  bits: '비트',
  test: '테스트 평균 (나트)',
  empty: '–',

  fill: '사전 분포로 채우기',
  rows: '남길 윗줄',
  rowsText: (rows: number) => `${rows}줄`,
  temperature: '온도',
  play: '한 칸씩 채우기',
  pause: '멈춤',
  step: '한 칸',
  atOnce: '한 번에',
  passes: (passes: string) => `사전 분포를 ${passes}번 통과했습니다.`,
  likely: (place: string) => `${place}에 올 코드`,
  likelyNote: '앞 칸(왼쪽과 위)의 코드만 보고 사전 분포가 준 확률입니다. 누르면 그 칸에 놓습니다.',

  compare: '격자를 채우는 세 가지 방법',
  fillings: { prior: '사전 분포', frequency: '칸마다 빈도대로', uniform: '고르게 아무거나' },
  meanNats: (nats: string) => `사전 분포로 평균 ${nats}나트`,
  grid: (filling: string, place: number) => `${filling} ${place}`,
  again: '새로 뽑기',
  compareNote: '세 줄 모두 같은 디코더가 그립니다. 그림을 누르면 그 코드를 판에 옮깁니다.',
  announce: (place: string, code: string, nats: string) => `${place}, 코드 ${code}. 격자는 ${nats}나트.`,
  announceDone: (nats: string) => `다 채웠습니다. 격자는 ${nats}나트.`,
};

const en: typeof ko = {
  title: 'Drawing with codes',
  own: 'My digit',
  board: 'A grid of 7×7 codes',
  boardLabel: (nats: string) => `A board of 7×7 codes, ${nats} nats under the prior`,
  boardHelp:
    'Arrows choose a place, Space puts the pen’s code there, Backspace blank paper. P takes the code of the place into the pen.',
  tool: 'Touching the board',
  tools: { paint: 'puts a code', pick: 'takes a code' },
  show: 'Written on it',
  shows: { codes: 'indices', nats: 'nats', none: 'nothing' },
  place: (row: number, column: number) => `row ${row}, column ${column}`,
  fromDigit: 'Codes of my digit',
  clear: 'Clear the board',
  input: 'My digit',
  decoded: 'Decoded',
  waiting: 'Appears after the start.',

  palette: 'Codebook',
  paletteLegend: 'Code of the pen',
  code: (code: string, share: string) => `Code ${code}, ${share} of uses`,
  codeShort: (code: string) => `Code ${code}`,
  dead: 'dead code',
  percent: (value: string) => `${value}%`,
  pen: (code: string, times: string, share: string) =>
    `Pen: code ${code}, used ${times} times in the test images (${share}).`,
  paletteNote:
    'The most used in the test images come first. Each image is the mean of what the decoder made where the code stood (the frame in the middle) and around it.',
  usage: (used: string, all: string, dead: string, perplexity: string) =>
    `Of ${all} codes ${used} are used; ${dead} are dead. As some are used far more than others, they are worth ${perplexity} codes that are used alike (their perplexity).`,

  cost: 'What this grid costs',
  method: 'probabilities of',
  methods: {
    prior: 'the prior (sees all places before)',
    frequency: 'frequencies at each place',
    uniform: 'all codes alike',
  },
  nats: 'nats',
  bits: 'bits',
  test: 'test mean (nats)',
  empty: '–',

  fill: 'Let the prior fill it',
  rows: 'Rows kept',
  rowsText: (rows: number) => String(rows),
  temperature: 'Temperature',
  play: 'Fill place by place',
  pause: 'Pause',
  step: 'One place',
  atOnce: 'At once',
  passes: (passes: string) => `${passes} passes through the prior.`,
  likely: (place: string) => `Codes for ${place}`,
  likelyNote:
    'What the prior gives them, having seen the places to the left and above only. A click puts one there.',

  compare: 'Three ways to fill the grid',
  fillings: { prior: 'the prior', frequency: 'frequency at each place', uniform: 'any code, all alike' },
  meanNats: (nats: string) => `mean under the prior ${nats} nats`,
  grid: (filling: string, place: number) => `${filling}, ${place}`,
  again: 'Draw anew',
  compareNote: 'One decoder draws all three rows. Click an image to take its codes to the board.',
  announce: (place: string, code: string, nats: string) =>
    `${place}, code ${code}. The grid costs ${nats} nats.`,
  announceDone: (nats: string) => `Filled. The grid costs ${nats} nats.`,
};

export const codebookWords: Readonly<Record<Language, typeof ko>> = { ko, en };
