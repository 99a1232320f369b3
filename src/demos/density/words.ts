import type { Language } from '#src/i18n.ts';
import type { DataKind, Method } from './state.ts';

const ko = {
  title: '점에서 밀도로',
  data: '점',
  dataKinds: {
    moons: '두 초승달',
    ring: '고리',
    blobs: '세 덩어리',
    digit: '내 숫자',
    own: '직접 놓은 점',
  } as Record<DataKind, string>,
  count: '점의 수',
  counted: (count: number) => `${count}개`,
  redraw: '다시 뽑기',
  undo: '되돌리기',
  clear: '지우기',
  full: (count: number) => `점은 ${count}개까지 놓을 수 있습니다.`,
  field: '점과 밀도',
  fieldLabel: (method: string, count: number) =>
    `점 ${count}개와 ${method}의 밀도. 빈 곳을 누르면 점이 생기고, 점을 끌면 움직이고, 점을 누르면 없어집니다`,
  fieldHelp:
    '화살표로 십자를 옮깁니다(Shift는 조금씩). 스페이스는 빈 곳에 점을 놓고, 점 위에서는 점을 잡거나 놓습니다. Delete는 십자 아래의 점을 지웁니다.',
  onPoint: '점 위입니다',
  taken: '점을 잡았습니다',
  hint: '빈 곳을 누르거나 그으면 점이 생깁니다. 점을 끌면 움직이고, 누르면 없어집니다.',
  trainKey: '훈련에 쓰는 점',
  heldOutKey: '빼 둔 점',
  contours: '등고선은 가장 높은 곳의 5, 15, 30, 50, 75%입니다.',
  method: '방법',
  methods: { histogram: '히스토그램', kernel: '커널 밀도 추정', mixture: '가우스 혼합' } as Record<
    Method,
    string
  >,
  setting: { histogram: '한 변의 칸', kernel: '대역폭 h', mixture: '성분 수' } as Record<Method, string>,
  settingText: (method: Method, value: number) =>
    method === 'histogram' ? `${value}×${value}` : method === 'kernel' ? value.toFixed(2) : `${value}개`,
  settingShort: (method: Method, value: number) => (method === 'kernel' ? value.toFixed(2) : String(value)),
  best: '빼 둔 점수가 가장 높게',
  bestTrain: '훈련 점수가 가장 높게',
  em: 'EM',
  emStart: '처음부터',
  emStep: '한 걸음',
  emEnd: '끝까지',
  emSteps: (steps: number, done: boolean) => `${steps}걸음${done ? ' (끝)' : ''}`,
  fold: '빼 둘 점',
  foldName: (fold: number) => `나누기 ${fold + 1}`,
  normalised: '정규화',
  normalisedOn: '정규화함',
  normalisedOff: '정규화 안 함',
  scores: '점 하나의 로그가능도 (나트)',
  train: '훈련',
  heldOut: '빼 둔 점',
  crossValidated: '세 나누기 평균',
  none: '–',
  number: (value: number | undefined) =>
    value === undefined ? '–' : value === -Infinity ? '−∞' : value.toFixed(3).replace('-', '−'),
  integral: '전체를 적분하면',
  integralText: (value: number) => value.toFixed(value < 10 ? 4 : 2),
  integralNote: '[−10, 10]²를 한 변이 1/12인 칸으로 나누어 지금 고른 방법의 값을 모두 더했습니다.',
  broken:
    '1이 아니므로 확률 밀도가 아니고, 위의 점수는 로그가능도가 아닙니다. 다른 방법의 점수와 견줄 수도 없습니다.',
  isDensity: '1이므로 밀도입니다. 세 방법의 점수를 서로 견줄 수 있습니다.',
  curve: '거칠게, 그리고 곱게',
  curveLabel: (method: string) => `${method}의 설정에 따른 훈련 점수와 빼 둔 점수`,
  coarse: '거칠게',
  fine: '곱게',
  curveNote:
    '빼 둔 점수의 꼭대기에서 3나트 넘게 떨어진 곳은 그리지 않습니다. 가우스 혼합은 EM을 끝까지 한 점수이고, 성분의 표준편차는 0.06 아래로 내려가지 못합니다.',
  announce: (method: string, train: string, heldOut: string, integral: string) =>
    `${method}. 훈련 ${train}, 빼 둔 점 ${heldOut}. 적분 ${integral}.`,
};

const en: typeof ko = {
  title: 'From points to a density',
  data: 'Points',
  dataKinds: {
    moons: 'two moons',
    ring: 'ring',
    blobs: 'three heaps',
    digit: 'my digit',
    own: 'my own points',
  },
  count: 'How many',
  counted: (count) => String(count),
  redraw: 'Draw others',
  undo: 'Undo',
  clear: 'Clear',
  full: (count) => `There is room for ${count} points.`,
  field: 'Points and density',
  fieldLabel: (method, count) =>
    `${count} points and the density of the ${method}. Tap an empty place to add a point, drag a point to move it, tap it to take it away`,
  fieldHelp:
    'Arrows move a cross (with Shift in small steps). Space puts a point on an empty place, and on a point takes it up or lets it go. Delete takes away the point under the cross.',
  onPoint: 'On a point',
  taken: 'Point taken up',
  hint: 'Tap or draw on an empty place to add points. Drag a point to move it, tap it to take it away.',
  trainKey: 'used for training',
  heldOutKey: 'held out',
  contours: 'Contour lines at 5, 15, 30, 50 and 75% of the highest place.',
  method: 'Method',
  methods: { histogram: 'histogram', kernel: 'kernel density', mixture: 'Gaussian mixture' },
  setting: { histogram: 'bins a side', kernel: 'bandwidth h', mixture: 'components' },
  settingText: (method, value) =>
    method === 'histogram' ? `${value}×${value}` : method === 'kernel' ? value.toFixed(2) : String(value),
  settingShort: (method, value) => (method === 'kernel' ? value.toFixed(2) : String(value)),
  best: 'Best held-out score',
  bestTrain: 'Best training score',
  em: 'EM',
  emStart: 'From the start',
  emStep: 'One step',
  emEnd: 'To the end',
  emSteps: (steps, done) => `${steps} ${steps === 1 ? 'step' : 'steps'}${done ? ' (the end)' : ''}`,
  fold: 'Points held out',
  foldName: (fold) => `split ${fold + 1}`,
  normalised: 'Normalisation',
  normalisedOn: 'normalised',
  normalisedOff: 'unnormalised',
  scores: 'Log-likelihood of one point (nats)',
  train: 'training',
  heldOut: 'held out',
  crossValidated: 'mean of 3 splits',
  none: '–',
  number: (value) =>
    value === undefined ? '–' : value === -Infinity ? '−∞' : value.toFixed(3).replace('-', '−'),
  integral: 'Integral over the plane',
  integralText: (value) => value.toFixed(value < 10 ? 4 : 2),
  integralNote: 'The values of the chosen method, summed over [−10, 10]² in cells of side 1/12.',
  broken:
    'It is not 1: this is no probability density, the scores above are no log-likelihoods, and cannot be held against those of another method.',
  isDensity: 'It is 1: a density. The scores of the three methods can be compared.',
  curve: 'From coarse to fine',
  curveLabel: (method) => `Training and held-out scores of the ${method} by its setting`,
  coarse: 'coarse',
  fine: 'fine',
  curveNote:
    'What lies more than 3 nats off the best held-out score is not drawn. The mixture’s scores are those at the end of EM; deviations of its components cannot fall below 0.06.',
  announce: (method, train, heldOut, integral) =>
    `${method}. Training ${train}, held out ${heldOut}. Integral ${integral}.`,
};

export const densityWords: Readonly<Record<Language, typeof ko>> = { ko, en };
