import type { Language } from '#src/i18n.ts';

const ko = {
  pad: '그리기 판',
  padHelp:
    '마우스, 손가락, 펜으로 숫자를 그립니다. 키보드로는 화살표로 펜을 옮기고(Shift는 조금씩) 스페이스로 펜을 내리고 듭니다. Backspace는 되돌리기입니다.',
  penDown: '펜을 내렸습니다',
  penUp: '펜을 들었습니다',
  undo: '되돌리기',
  clear: '지우기',
  presets: '보기 숫자',
  preset: (digit: number) => `보기 숫자 ${digit}`,
  hint: '여기에 숫자를 그려 보세요',
};

const en: typeof ko = {
  pad: 'Drawing pad',
  padHelp:
    'Draw a digit with mouse, finger or pen. On the keyboard, arrows move the pen (with Shift in small steps), Space puts it down and lifts it, Backspace undoes.',
  penDown: 'Pen down',
  penUp: 'Pen up',
  undo: 'Undo',
  clear: 'Clear',
  presets: 'Examples',
  preset: (digit: number) => `Example of the digit ${digit}`,
  hint: 'Draw a digit here',
};

export const drawingWords: Readonly<Record<Language, typeof ko>> = { ko, en };
