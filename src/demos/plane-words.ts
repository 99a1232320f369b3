import type { Language } from '#src/i18n.ts';

const ko = {
  help: '점을 끌거나, 점을 고른 뒤 화살표로 옮깁니다(Shift는 조금씩). +와 −는 확대와 축소, 0은 전체 보기입니다. 두 손가락으로 벌리거나 Ctrl을 누르고 휠을 돌려도 확대됩니다.',
  zoomIn: '확대',
  zoomOut: '축소',
  whole: '전체 보기',
};

const en: typeof ko = {
  help: 'Drag a point, or focus it and use the arrow keys (with Shift in small steps). + and − zoom, 0 shows the whole. Pinching, or the wheel with Ctrl, zooms too.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show the whole',
};

export const planeWords: Readonly<Record<Language, typeof ko>> = { ko, en };
