import type { Language } from '#src/i18n.ts';

const ko = {
  start: '시작하기',
  cost: (size: string) =>
    `처음 한 번 ${size} MB를 내려받습니다. 모델은 이 기기에서 돌고, 그린 것은 기기를 떠나지 않습니다.`,
  loading: '내려받는 중',
  bytes: (loaded: string, total: string) => `${loaded} / ${total} MB`,
  preparing: '준비하는 중',
  retry: '다시 시도',
  running: '이 기기에서 실행 중',
  engine: '실행 방식',
  noGpu: 'WebGPU를 쓸 수 없음',
  morebytes: (size: string) => `+${size} MB`,
  stays: 'WebGPU를 시작하지 못해 WASM으로 계속합니다.',
  latency: '한 번 계산',
};

const en: typeof ko = {
  start: 'Start',
  cost: (size: string) =>
    `Downloads ${size} MB, the first time only. The model runs on this device and your drawing never leaves it.`,
  loading: 'Downloading',
  bytes: (loaded: string, total: string) => `${loaded} / ${total} MB`,
  preparing: 'Getting ready',
  retry: 'Try again',
  running: 'Running on this device',
  engine: 'Run on',
  noGpu: 'no WebGPU here',
  morebytes: (size: string) => `+${size} MB`,
  stays: 'WebGPU could not start; going on with WASM.',
  latency: 'one run',
};

export const engineWords: Readonly<Record<Language, typeof ko>> = { ko, en };
