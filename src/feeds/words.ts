import type { Bilingual } from '#src/i18n.ts';

/** Words that stand only in what machines read of the site. */
export const feedWords = {
  answer: { ko: '답', en: 'Answer' },
  demo: { ko: '데모', en: 'Demo' },
  figure: { ko: '그림', en: 'Figure' },
  lectureFeed: { ko: '잠재노트 강의', en: 'Latent Notes: lectures' },
  aboutFeed: {
    ko: '새로 쓴 강의를 전문으로 보내는 피드입니다.',
    en: 'New lectures as they are written, in full.',
  },
  inMarkdown: { ko: '강의 전문 (Markdown)', en: 'Lectures in full (Markdown)' },
  page: { ko: '웹에서 읽기', en: 'Read on the web' },
  otherLanguage: { ko: 'English', en: '한국어' },
  siteInMarkdown: {
    ko: '강의는 모두 Markdown으로도 읽을 수 있습니다. 수식은 TeX로 `$…$` 안에 있고, 수치는 모델 카드에서 읽어 넣었으며, 데모는 페이지 안에서 도는 것이라 링크로만 남겼습니다. 강의 페이지의 주소에서 마지막 `/`를 `.md`로 바꾸면 그 강의의 Markdown입니다.',
    en: 'Every lecture can be read as Markdown as well. Formulas are TeX inside `$…$`, figures are read from the cards of the models, and demos, which run in the page, are left as links. The address of a lecture’s page with `.md` for its last `/` is that of its Markdown.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
