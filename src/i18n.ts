/** The site's two languages and the words of its frame. Korean stands at the root, English under `/en/`. */
export const LANGUAGES = ['ko', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** A sentence in both languages, as model cards carry them. */
export type Bilingual = Readonly<Record<Language, string>>;

/** The language of a page, from `Astro.currentLocale`. */
export function languageOf(locale: string | undefined): Language {
  return locale === 'en' ? 'en' : 'ko';
}

/** @returns the path of a page, `lectures/` and the like, in a language, from the site's root and ending in a slash */
export function pathIn(language: Language, page: string): string {
  return language === 'ko' ? `/${page}` : `/en/${page}`;
}

/** Values for the `lang` parameter of routes in `src/pages/[...lang]/`: Korean has none. */
export const LANGUAGE_PARAMS = [
  { language: 'ko', lang: undefined },
  { language: 'en', lang: 'en' },
] as const satisfies readonly { language: Language; lang: string | undefined }[];

const ko = {
  siteName: '잠재노트',
  siteDescription:
    '컴퓨터 비전을 위한 딥러닝 강의 노트. 글에 나오는 모델이 그 자리에서, 읽는 이의 기기에서 돌아간다.',
  skipToContent: '본문으로 건너뛰기',
  mainNavigation: '주 메뉴',
  lectures: '강의',
  models: '모델',
  otherLanguage: 'English',
  otherLanguageShort: 'EN',
  themeToggle: '어두운 화면',
  lectureList: '강의 목록',
  onThisPage: '이 페이지의 차례',
  lecture: (number: number) => `${String(number)}강`,
  published: '처음 쓴 날',
  updated: '고친 날',
  notWritten: '준비 중',
  scrollableTable: '표 (옆으로 움직일 수 있음)',
  answer: '답 보기',
  question: '생각해 보기',
  derivation: '유도',
  note: '참고',
  idea: '한 문장으로',
  notice: '눈여겨볼 것',
  misconception: '흔한 오해',
  footer: '외부 요청도 추적도 없습니다. 그린 것은 기기를 떠나지 않습니다.',
  courseNote: '미시간 대학교 EECS 498-007 / 598-005의 차례를 따릅니다.',
};

const en: typeof ko = {
  siteName: 'Latent Notes',
  siteDescription:
    'Lecture notes on deep learning for computer vision whose models run in the page, on the reader’s own device.',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  lectures: 'Lectures',
  models: 'Models',
  otherLanguage: '한국어',
  otherLanguageShort: '한국어',
  themeToggle: 'Dark theme',
  lectureList: 'All lectures',
  onThisPage: 'On this page',
  lecture: (number: number) => `Lecture ${String(number)}`,
  published: 'Written',
  updated: 'Revised',
  notWritten: 'not written yet',
  scrollableTable: 'Table (scrolls sideways)',
  answer: 'Show the answer',
  question: 'Think about it',
  derivation: 'Derivation',
  note: 'Note',
  idea: 'In one sentence',
  notice: 'What to notice',
  misconception: 'A common misconception',
  footer: 'No outside requests and no tracking. What you draw never leaves your device.',
  courseNote: 'Follows the order of Michigan’s EECS 498-007 / 598-005.',
};

const WORDS = { ko, en } as const;

/** The frame's words in a language. */
export function wordsIn(language: Language): typeof ko {
  return WORDS[language];
}
