import type { Language } from '#src/i18n.ts';

const ko = {
  bar: '이 데모',
  link: '링크 복사',
  linkCopied: '지금 모습 그대로 열리는 링크를 복사했습니다.',
  linkHere: '이 링크를 복사하세요. 지금 모습 그대로 열립니다.',
  linkLabel: '지금 모습의 링크',
  reset: '처음으로',
  resetDone: '처음 모습으로 되돌렸습니다.',
  picture: '그림 저장',
  pictureSaved: '보이는 그대로 PNG 파일로 저장했습니다.',
  pictureFailed: '이 브라우저에서는 그림을 저장하지 못했습니다. 화면을 갈무리해 주세요.',
  source: (url: string) => `잠재노트 · ${url}`,
};

const en: typeof ko = {
  bar: 'This demo',
  link: 'Copy link',
  linkCopied: 'Copied a link that opens this demo as it stands now.',
  linkHere: 'Copy this link: it opens this demo as it stands now.',
  linkLabel: 'Link to this demo as it stands now',
  reset: 'Reset',
  resetDone: 'Back as it first stood.',
  picture: 'Save picture',
  pictureSaved: 'Saved what you see as a PNG file.',
  pictureFailed: 'This browser could not save the picture. Take a screenshot instead.',
  source: (url: string) => `Latent Notes · ${url}`,
};

export const barWords: Readonly<Record<Language, typeof ko>> = { ko, en };
