import type { Language } from '#src/i18n.ts';

const ko = {
  title: '찾기',
  placeholder: '낱말, 초성, 영어',
  close: '닫기',
  results: '찾은 것',
  hint: '강의와 용어, 데모, 모델에서 찾습니다. 이렇게도 찾을 수 있습니다.',
  examples: [
    { query: 'ㅇㅌㅇㅋㄷ', about: '초성만으로' },
    { query: '인코더', about: '낱말의 한가운데도' },
    { query: 'latent variable', about: '영어 용어로도' },
    { query: '모드붕괴', about: '띄어쓰기에 상관없이' },
  ],
  keys: '↑ ↓로 고르고 Enter로 엽니다. Esc로 닫습니다.',
  found: (count: number) => `${String(count)}곳에서 찾았습니다.`,
  searching: '찾는 중…',
  short: '두 글자부터 찾습니다.',
  nothing: (query: string) => `‘${query}’ – 찾은 것이 없습니다.`,
  advice: '더 짧게 적거나 초성, 영어 용어로 찾아 보세요. 용어 목록에서 고를 수도 있습니다.',
  glossary: '용어 목록',
  more: (count: number) => `이 페이지에 ${String(count)}곳 더`,
  failed: '색인을 받지 못했습니다. 인터넷 연결을 확인하고 다시 시도하세요.',
  textsFailed: '본문 일부를 받지 못해 빠진 것이 있을 수 있습니다.',
  retry: '다시 시도',
};

const en: typeof ko = {
  title: 'Search',
  placeholder: 'A word, in English or Korean',
  close: 'Close',
  results: 'Results',
  hint: 'Finds lectures, terms, demos and models. It also understands:',
  examples: [
    { query: 'encoder', about: 'a part of a word' },
    { query: '잠재변수', about: 'a term in Korean' },
    { query: 'ㅇㅌㅇㅋㄷ', about: 'its first consonants' },
    { query: 'reparametrization', about: 'a slip of a letter' },
  ],
  keys: 'Choose with ↑ ↓ and open with Enter. Esc closes.',
  found: (count) => `Found in ${String(count)} place${count === 1 ? '' : 's'}.`,
  searching: 'Searching…',
  short: 'Type at least two letters.',
  nothing: (query) => `There is no “${query}”.`,
  advice: 'Try fewer letters or another word, or choose from the list of terms.',
  glossary: 'Glossary',
  more: (count) => `${String(count)} more on this page`,
  failed: 'The index could not be fetched. Check your connection and try again.',
  textsFailed: 'Some texts could not be fetched, so something may be missing.',
  retry: 'Try again',
};

const WORDS = { ko, en } as const;

export function searchWords(language: Language): typeof ko {
  return WORDS[language];
}
