import type { Language } from '#src/i18n.ts';
import type { Kind } from './state.ts';

/** PSNR of the images that are seen, in words. */
interface Announced {
  before: string;
  filter: string;
  filtered: string;
  rounds: number;
  after: string;
}

const ko = {
  title: '망가진 숫자 되살리기',
  draw: '내 숫자',
  damage: '망가뜨리는 방법',
  kinds: { noise: '가우스 잡음', dropped: '픽셀 지우기', rectangle: '네모로 가리기' } as Record<Kind, string>,
  level: { noise: '세기 σ', dropped: '지우는 비율', rectangle: '한 변' } as Record<Kind, string>,
  levelText: (kind: Kind, level: number) =>
    kind === 'noise'
      ? level.toFixed(2)
      : kind === 'dropped'
        ? `${(100 * level).toFixed(0)}%`
        : `${level}픽셀`,
  another: '다르게 망가뜨리기',
  clean: '원본',
  damaged: '망가진 그림',
  filter: (kind: Kind): string => (kind === 'noise' ? '위너 필터' : '선형 필터'),
  restoredAfter: (rounds: number) => (rounds === 1 ? '신경망' : `신경망 ${rounds}번`),
  cleanLabel: '망가뜨리기 전의 28×28 그림',
  damagedLabel: (kind: string, level: string) => `망가진 그림: ${kind}, ${level}`,
  filteredLabel: (filter: string) => `${filter}를 거친 그림`,
  restoredLabel: (rounds: number) => `잡음 제거 오토인코더를 ${rounds}번 거친 그림`,
  dB: (value: number | undefined) =>
    value === undefined ? '–' : value === Infinity ? '∞ dB' : `${value.toFixed(2)} dB`,
  again: '한 번 더 넣기',
  once: '한 번만',
  roundsHeading: '결과를 다시 넣으면',
  roundsNote: '왼쪽부터 한 번, 두 번 … 거친 그림과 원본에 견준 PSNR입니다.',
  mapHeading: '지도 위의 화살표',
  mapStart: '시작하면 화살표가 나타납니다',
  mapLabel: (distances: { before: string; after: string } | undefined) =>
    '주성분 두 개가 펼친 평면. 숫자 0–9의 예가 놓인 자리와, 망가진 예에서 되살린 그림으로 가는 화살표.' +
    (distances
      ? ` 원래 자리와의 거리는 망가졌을 때 ${distances.before}, 되살린 뒤 ${distances.after}입니다.`
      : ''),
  mapNote: (examples: number, copies: number) =>
    `그림 784픽셀을 앞의 주성분 두 개로 내려다본 평면입니다. 예 ${examples}장을 위와 같이 ${copies}번씩 다르게 망가뜨렸고, 화살표는 망가진 그림 x̃에서 되살린 x̂까지, 곧 x̂ − x̃입니다. 굵은 화살표는 내 숫자의 길입니다.`,
  mapDistances: '원래 자리와의 거리(제곱평균제곱근):',
  start: '시작하면 나타납니다',
  measured: '테스트 그림의 PSNR (dB), 카드에서',
  measuredDamage: '망가뜨린 방법',
  leftAsIs: '그대로',
  linear: '선형 필터',
  network: '신경망',
  linearNote:
    '선형 필터(가우스 잡음에서는 위너 필터)는 망가뜨린 방법과 세기를 듣고 그에 가장 알맞은 행렬을 곱합니다. 신경망은 망가진 그림만 봅니다. 위의 PSNR은 지금 숫자 한 장의 값이라, 테스트 그림 10,000장에서 잰 이 표와 곧바로 견줄 수는 없습니다.',
  none: '–',
  announce: (of: Announced) =>
    `망가진 그림의 PSNR ${of.before}, ${of.filter}를 거치면 ${of.filtered}, 신경망을 ${of.rounds}번 거치면 ${of.after}입니다.`,
  cleared: '그림을 지웠습니다.',
};

const en: typeof ko = {
  title: 'Restoring damaged digits',
  draw: 'My digit',
  damage: 'Kind of damage',
  kinds: { noise: 'Gaussian noise', dropped: 'pixels gone', rectangle: 'a square gone' },
  level: { noise: 'strength σ', dropped: 'share gone', rectangle: 'its side' },
  levelText: (kind: Kind, level: number) =>
    kind === 'noise' ? level.toFixed(2) : kind === 'dropped' ? `${(100 * level).toFixed(0)}%` : `${level} px`,
  another: 'Damage it anew',
  clean: 'Original',
  damaged: 'Damaged',
  filter: (kind) => (kind === 'noise' ? 'Wiener filter' : 'Linear filter'),
  restoredAfter: (rounds: number) => (rounds === 1 ? 'Network' : `Network, ${rounds} times`),
  cleanLabel: 'The 28×28 image before the damage',
  damagedLabel: (kind: string, level: string) => `Damaged image: ${kind}, ${level}`,
  filteredLabel: (filter: string) => `Image after the ${filter.toLowerCase().replace('wiener', 'Wiener')}`,
  restoredLabel: (rounds: number) => `Image that went ${rounds} times through the denoising autoencoder`,
  dB: (value: number | undefined) =>
    value === undefined ? '–' : value === Infinity ? '∞ dB' : `${value.toFixed(2)} dB`,
  again: 'Feed it back in',
  once: 'Once only',
  roundsHeading: 'Fed back in',
  roundsNote: 'From the left: after one time, two times, … with the PSNR against the original.',
  mapHeading: 'Arrows on a map',
  mapStart: 'the arrows appear after the start',
  mapLabel: (distances: { before: string; after: string } | undefined) =>
    'The plane of two principal components, with an example of each digit 0–9 at its place, and arrows from the damaged examples to the restored ones.' +
    (distances
      ? ` Their distance to where they belong is ${distances.before} damaged and ${distances.after} restored.`
      : ''),
  mapNote: (examples: number, copies: number) =>
    `The 784 pixels seen from above, on the plane of the first two principal components. ${examples} examples are damaged as above, ${copies} times each; an arrow goes from the damaged image x̃ to the restored x̂, so it is x̂ − x̃. The bold arrows are the way of your digit.`,
  mapDistances: 'Distance to where they belong (root mean square):',
  start: 'appears after the start',
  measured: 'PSNR of the test images (dB), from the card',
  measuredDamage: 'Damage',
  leftAsIs: 'as it is',
  linear: 'linear filter',
  network: 'network',
  linearNote:
    'The linear filter (the Wiener filter, for Gaussian noise) is told the kind and the strength of the damage and multiplies by the matrix that suits it best. The network sees the damaged image and nothing else. The PSNR above is of your one digit, so it cannot be held against this table of 10,000 test images directly.',
  none: '–',
  announce: (of) =>
    `PSNR of the damaged image ${of.before}, of the ${of.filter} ${of.filtered}, after ${of.rounds} ${of.rounds === 1 ? 'time' : 'times'} through the network ${of.after}.`,
  cleared: 'Drawing cleared.',
};

export const denoiseWords: Readonly<Record<Language, typeof ko>> = { ko, en };
