import type { Language } from '#src/i18n.ts';
import type { TextSize } from './text-size.ts';

const ko = {
  title: '글자 크기와 단축키',
  close: '닫기',
  textSize: '글자 크기',
  sizes: { small: '작게', normal: '보통', large: '크게' } as Readonly<Record<TextSize, string>>,
  textSizeIs: (size: string) => `글자 크기: ${size}`,
  keys: '단축키',
  singleKeys: '단축키 쓰기',
  singleKeysNote: '끄면 Ctrl K와 데모 안의 글쇠만 남습니다. 이 기기에 저장됩니다.',
  list: [
    { keys: ['/', 'Ctrl K'], does: '찾기' },
    { keys: ['T'], does: '어두운 화면 켜고 끄기' },
    { keys: ['+', '−'], does: '글자 크게, 작게' },
    { keys: ['?'], does: '이 목록 열기' },
    { keys: ['Esc'], does: '열린 창 닫기' },
    { keys: ['←', '→', '↑', '↓'], does: '데모에서 고른 점이나 막대 움직이기' },
  ],
  copied: '코드를 복사했습니다.',
  selected: '브라우저가 복사를 막아 코드를 선택해 두었습니다. 선택한 코드를 직접 복사하세요.',
};

type ComfortWords = typeof ko;

export type { ComfortWords };

export const comfortWords: Readonly<Record<Language, ComfortWords>> = {
  ko,
  en: {
    title: 'Text size and keys',
    close: 'Close',
    textSize: 'Text size',
    sizes: { small: 'Small', normal: 'Normal', large: 'Large' },
    textSizeIs: (size) => `Text size: ${size.toLowerCase()}`,
    keys: 'Keys',
    singleKeys: 'Use these keys',
    singleKeysNote: 'Turned off, only Ctrl K and the keys inside demos remain. Kept on this device.',
    list: [
      { keys: ['/', 'Ctrl K'], does: 'Search' },
      { keys: ['T'], does: 'Turn the dark theme on or off' },
      { keys: ['+', '−'], does: 'Larger or smaller text' },
      { keys: ['?'], does: 'Open this list' },
      { keys: ['Esc'], does: 'Close what is open' },
      { keys: ['←', '→', '↑', '↓'], does: 'Move the chosen point or bar of a demo' },
    ],
    copied: 'The code was copied.',
    selected: 'The browser refused to copy, so the code is selected for you. Copy the selection.',
  },
};
