import type { Language } from '#src/i18n.ts';
import type { Change } from './state.ts';

const ko = {
  title: '이름표가 다툴 때, 그림이 다툴 때',
  draw: '그림',
  letters: '글자',
  letter: (letter: string) => `글자 ${letter}`,
  others: '그 밖의 그림',
  doubtful: '7? 9?',
  blank: '빈 종이',
  dot: '점 하나',
  noise: '잡음',
  change: '모델에 넣기 전에',
  changes: {
    none: '그대로',
    turned: '90° 돌리기',
    shifted: '4픽셀 옮기기',
    inverted: '흑백 뒤집기',
  } as Record<Change, string>,
  grey: '분류기가 보는 그림',
  greyLabel: '분류기가 보는 회색 28×28 그림',
  bits: '밀도 모델이 보는 그림',
  bitsLabel: '밀도 모델이 보는, 픽셀이 0 아니면 1인 28×28 그림',
  discriminative: '판별: 소프트맥스',
  generative: '생성: 베이즈 규칙',
  unknown: '모르겠다',
  verdict: (digit: number, share: string) => `${digit} · ${share}`,
  waiting: '시작하면 나타납니다',
  digit: '숫자',
  sumName: '합',
  sumNote: '열 줄의 확률을 모두 더한 것의 로그입니다. 이 막대가 점선에 못 미치면 거절합니다.',
  refused: '거절 문턱',
  refusedText: (percent: number, threshold: string) =>
    percent === 0 ? '거절하지 않음' : `숫자의 ${percent}%를 거절 · ${threshold}`,
  refusedNote: (percent: number) =>
    percent === 0
      ? '문턱이 없으면 베이즈 규칙도 무엇에든 숫자 하나를 답합니다.'
      : `문턱(점선)은 훈련에 쓰지 않은 MNIST 숫자의 ${percent}%가 넘지 못하는 log p(x)입니다.`,
  prior: '사전 확률',
  priorNote:
    '하나를 올리면 나머지는 서로의 비율을 지키며 줄어 합이 1로 남습니다. 소프트맥스는 바뀌지 않습니다.',
  even: '고르게',
  half: '9가 절반',
  measured: '카드에서: 정확도와 낯선 그림 가리기',
  measure: '무엇을',
  bySoftmax: '소프트맥스의 가장 큰 확률',
  byDensity: '밀도 p(x)',
  byInk: '잉크의 양',
  accuracy: '정확도',
  from: (name: string) => `AUROC, ${name}`,
  measuredNote:
    'AUROC는 테스트 숫자의 점수가 낯선 그림의 점수보다 높을 확률입니다. 1이면 완전히 가려내고 0.5면 동전 던지기, 그 아래면 거꾸로입니다.',
  none: '–',
  announce: (softmax: string, bayes: string, evidence: string) =>
    `소프트맥스 ${softmax}, 베이즈 규칙 ${bayes}, log p(x) ${evidence}입니다.`,
};

const en: typeof ko = {
  title: 'When labels compete, when images compete',
  draw: 'Image',
  letters: 'Letters',
  letter: (letter: string) => `Letter ${letter}`,
  others: 'Other images',
  doubtful: '7? 9?',
  blank: 'Blank paper',
  dot: 'A dot',
  noise: 'Noise',
  change: 'Before it enters the models',
  changes: { none: 'as it is', turned: 'turn by 90°', shifted: 'move by 4 px', inverted: 'invert' },
  grey: 'Seen by the classifier',
  greyLabel: 'The grey 28×28 image that the classifier sees',
  bits: 'Seen by the density',
  bitsLabel: 'The 28×28 image of black and white pixels that the density sees',
  discriminative: 'Discrim\u00ADinative: softmax', // a soft hyphen, for a phone's column
  generative: 'Generative: Bayes’ rule',
  unknown: 'I don’t know',
  verdict: (digit: number, share: string) => `${digit} · ${share}`,
  waiting: 'appears after the start',
  digit: 'Digit',
  sumName: 'Sum',
  sumNote:
    'The log of all ten rows’ probabilities added up. Where this bar falls short of the dotted line, there is no answer.',
  refused: 'Threshold',
  refusedText: (percent: number, threshold: string) =>
    percent === 0 ? 'refuse nothing' : `refuse ${percent}% of digits · ${threshold}`,
  refusedNote: (percent: number) =>
    percent === 0
      ? 'Without a threshold Bayes’ rule, too, answers with some digit whatever it is shown.'
      : `The threshold (dotted) is the log p(x) that ${percent}% of MNIST digits kept from the training fall short of.`,
  prior: 'Prior',
  priorNote:
    'Raise one and the others shrink in proportion, so that the sum stays 1. The softmax does not change.',
  even: 'Even',
  half: '9 is half',
  measured: 'From the cards: accuracy, and telling strangers from digits',
  measure: 'What',
  bySoftmax: 'largest softmax probability',
  byDensity: 'density p(x)',
  byInk: 'amount of ink',
  accuracy: 'Accuracy',
  from: (name: string) => `AUROC, ${name}`,
  measuredNote:
    'AUROC is the probability that a test digit scores higher than a strange image: 1 tells them apart perfectly, 0.5 is a coin toss, less is the wrong way round.',
  none: '–',
  announce: (softmax: string, bayes: string, evidence: string) =>
    `Softmax ${softmax}, Bayes’ rule ${bayes}, log p(x) ${evidence}.`,
};

export const bayesWords: Readonly<Record<Language, typeof ko>> = { ko, en };
