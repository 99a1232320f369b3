import type { Language } from '#src/i18n.ts';

const ko = {
  title: '픽셀을 하나씩',
  model: '모델',
  models: { pixelcnn: 'PixelCNN', made: 'MADE' },

  board: '위쪽을 주고 이어 그리기',
  boardLabel: (rows: number) =>
    `28×28 픽셀의 판. 위에서 ${rows}줄은 주어져 있고 그 아래는 모델이 한 픽셀씩 그린다`,
  boardHelp:
    '화살표로 픽셀을 고르고(Shift는 네 칸씩) 스페이스로 칠하거나 지웁니다. 점선 위쪽만 칠할 수 있습니다. N을 누르면 다음에 그릴 픽셀로 갑니다.',
  tool: '판을 누르면',
  tools: { paint: '칠하기', erase: '지우개', look: '들여다보기' },
  rows: '주어진 줄',
  rowsText: (rows: number) => `${rows}줄`,
  clear: '판 비우기',
  fromDigit: '내 숫자로',

  play: '그리기',
  pause: '멈춤',
  again: '다시 뽑기',
  stepPixel: '한 픽셀',
  stepRow: '한 줄',
  pace: '빠르기',
  paces: { fast: '빠르게', slow: '천천히' },
  temperature: '온도',
  images: '이어 그린 그림 네 장',
  image: (place: number) => `${place}번 그림`,
  bits: (bits: string) => `${bits}비트`,
  start: '시작하면 그릴 수 있습니다.',

  next: '다음 픽셀의 분포',
  here: '고른 픽셀의 분포',
  follow: '다음 픽셀로',
  place: (row: number, column: number) => `${row}행 ${column}열`,
  ink: '칠함 (1)',
  paper: '비움 (0)',
  probability: '모델의 확률',
  drawnWith: (temperature: string) => `온도 ${temperature}에서 뽑을 확률`,
  value: '정해진 값',
  values: { given: '(주어짐)', drawn: '(뽑음)', open: '아직 안 정함' },
  cost: '이 픽셀의 비트',
  notYet: '앞의 픽셀이 다 정해져야 이 픽셀의 분포를 알 수 있습니다.',

  running: '쌓인 비트',
  runningLabel: (image: number, bits: string) =>
    `픽셀을 차례로 지나며 쌓인 비트. ${image}번 그림은 지금까지 ${bits}비트`,
  pixelAxis: '픽셀 784개를 차례로',
  bitAxis: '비트',
  ofGiven: '주어진 부분',
  ofDrawn: '이어 그린 부분',
  passes: '신경망을 통과한 횟수',
  passCount: (count: string) => `${count}번`,
  spent: '계산에 쓴 시간',
  spentText: (total: string, each: string) => `${total}\u00a0ms (한 번에 ${each}\u00a0ms)`,
  runningNote: '비트는 늘 온도 1인 모델의 확률로 셉니다. 주어진 부분은 몇 줄이든 한 번에 셉니다.',

  field: '마스크와 수용 영역',
  layers: '겹친 층',
  layersText: (count: number) => (count === 1 ? 'A' : `A + B ${count - 1}개`),
  sights: {
    seen: '보는 픽셀',
    far: '층이 모자라 못 보는 픽셀',
    blind: '맹점',
    later: '자신과 뒤의 픽셀',
  },
  count: (count: number) => `${count}개`,
  maskLabel: (mask: string, rows: number, columns: number) =>
    `마스크 ${mask}: ${rows}×${columns} 커널에서 열린 자리와 가린 자리`,
  maskName: (mask: string, count: number) =>
    `마스크 ${mask}, ${count === 1 ? '첫 층' : `그다음 ${count}개 층`}`,
  fieldNote: (blindFrom: number) =>
    `두 커널 모두 제 줄이 맨 아랫줄입니다. B층 하나를 더할 때마다 위로 한 줄, 왼쪽과 오른쪽 위로 한 칸씩 더 봅니다. 그러나 바로 윗줄에서 오른쪽으로 ${blindFrom}칸 이상 떨어진 픽셀에는 층을 아무리 더해도 닿지 않습니다. 그 위로는 한 줄에 한 칸씩 물러나는 이곳이 맹점입니다.`,
  fieldMade:
    'MADE는 합성곱 커널이 아니라 행렬에 마스크를 씌웁니다. 앞의 픽셀이면 어디에 있든 모두 보므로 맹점이 없습니다.',

  own: '내 숫자',
  heat: '내 숫자의 비트',
  heatLabel: (bits: string) => `내 숫자의 픽셀마다 든 비트. 모두 ${bits}비트`,
  heatHelp: '화살표로 픽셀을 고르면(Shift는 네 칸씩) 그 픽셀의 비트를 읽습니다.',
  heatInk: '칠한 픽셀',
  heatPaper: '빈 픽셀',
  heatScale: (hottest: number) => `진할수록 뜻밖이었던 픽셀입니다. ${hottest}비트부터 가장 진합니다.`,
  heatPixel: (place: string, bits: string) => `${place}: ${bits}비트`,
  method: '모델',
  yours: '내 숫자',
  perPixel: '픽셀당',
  testMean: '테스트 평균',
  testNote:
    '단위는 비트입니다. 테스트 평균은 회색값을 확률로 삼아 0과 1로 뽑은 그림에서 쟀고, 내 숫자는 절반 이상 칠해진 픽셀을 1로 놓고 잽니다. 그래서 그대로 견줄 수는 없습니다.',
  empty: '–',
  announceDone: (passes: string) => `다 그렸습니다. 신경망을 ${passes}번 통과했습니다.`,
  announcePixel: (place: string, percent: string) => `${place}, 칠할 확률 ${percent}`,
};

const en: typeof ko = {
  title: 'Pixel by pixel',
  model: 'Model',
  models: { pixelcnn: 'PixelCNN', made: 'MADE' },

  board: 'Give the top, let it finish',
  boardLabel: (rows: number) =>
    `A board of 28×28 pixels: the top ${rows} rows are given, the model draws the rest pixel by pixel`,
  boardHelp:
    'Arrows choose a pixel (with Shift four at a time), Space paints or erases it. Only what is above the dashed line can be painted. N goes to the pixel that is drawn next.',
  tool: 'Touching the board',
  tools: { paint: 'paints', erase: 'erases', look: 'looks' },
  rows: 'Rows given',
  rowsText: (rows: number) => String(rows),
  clear: 'Clear the board',
  fromDigit: 'Take my digit',

  play: 'Draw',
  pause: 'Pause',
  again: 'Draw anew',
  stepPixel: 'One pixel',
  stepRow: 'One row',
  pace: 'Pace',
  paces: { fast: 'Fast', slow: 'Slow' },
  temperature: 'Temperature',
  images: 'Four ways to finish',
  image: (place: number) => `Image ${place}`,
  bits: (bits: string) => `${bits} bits`,
  start: 'Drawing begins after the start.',

  next: 'Distribution of the next pixel',
  here: 'Distribution of the chosen pixel',
  follow: 'To the next pixel',
  place: (row: number, column: number) => `row ${row}, column ${column}`,
  ink: 'ink (1)',
  paper: 'paper (0)',
  probability: 'the model’s probability',
  drawnWith: (temperature: string) => `probability of drawing at temperature ${temperature}`,
  value: 'value',
  values: { given: '(given)', drawn: '(drawn)', open: 'not settled yet' },
  cost: 'bits of this pixel',
  notYet: 'This pixel’s distribution is known once all pixels before it are settled.',

  running: 'Running bits',
  runningLabel: (image: number, bits: string) =>
    `Bits summed pixel after pixel; image ${image} has ${bits} bits so far`,
  pixelAxis: '784 pixels in order',
  bitAxis: 'bits',
  ofGiven: 'given part',
  ofDrawn: 'drawn part',
  passes: 'passes through the network',
  passCount: (count: string) => count,
  spent: 'time spent computing',
  spentText: (total: string, each: string) => `${total}\u00a0ms (${each}\u00a0ms a pass)`,
  runningNote:
    'Bits are always counted by the model itself, at temperature 1. The given part takes one pass, whatever its size.',

  field: 'Masks and receptive field',
  layers: 'Layers stacked',
  layersText: (count: number) => (count === 1 ? 'A' : `A + ${count - 1} B`),
  sights: {
    seen: 'pixels seen',
    far: 'out of sight for want of layers',
    blind: 'blind spot',
    later: 'itself and later pixels',
  },
  count: String,
  maskLabel: (mask: string, rows: number, columns: number) =>
    `Mask ${mask}: what is open and what is hidden in a kernel of ${rows}×${columns}`,
  maskName: (mask: string, count: number) =>
    `Mask ${mask}, ${count === 1 ? 'first layer' : `next ${count} layers`}`,
  fieldNote: (blindFrom: number) =>
    `In both kernels the pixel’s own row is the lowest. Every layer B sees one row further up, one column further left, and one further right in the rows above. But in the row just above, pixels ${blindFrom} or more to the right are never reached, however many layers there are. That is the blind spot, which recedes by one column a row.`,
  fieldMade:
    'MADE masks matrices, not kernels of a convolution. It sees all pixels before this one wherever they are, and has no blind spot.',

  own: 'My digit',
  heat: 'Bits of my digit',
  heatLabel: (bits: string) => `Bits of each pixel of my digit, ${bits} bits in all`,
  heatHelp: 'Arrows choose a pixel (with Shift four at a time) and its bits are read.',
  heatInk: 'ink',
  heatPaper: 'paper',
  heatScale: (hottest: number) =>
    `The stronger, the more surprising the pixel was; strongest from ${hottest} bits.`,
  heatPixel: (place: string, bits: string) => `${place}: ${bits} bits`,
  method: 'Model',
  yours: 'My digit',
  perPixel: 'per pixel',
  testMean: 'test mean',
  testNote:
    'In bits. The test mean is of images whose pixels were drawn as 0 or 1 with their grey value as the probability; in your digit a pixel is 1 where at least half of it is covered. So the two do not compare exactly.',
  empty: '–',
  announceDone: (passes: string) => `Done, after ${passes} passes through the network.`,
  announcePixel: (place: string, percent: string) => `${place}, probability of ink ${percent}`,
};

export const pixelByPixelWords: Readonly<Record<Language, typeof ko>> = { ko, en };
