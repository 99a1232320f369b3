import { wordsIn, type Language } from '#src/i18n.ts';
import { SHARE_SIZE } from './address.ts';
import type { ShareCard } from './cards.ts';
import { colors } from './colors.ts';

/** What satori lays out, as React would write it. */
export interface Box {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
}

type Style = Readonly<Record<string, string | number>>;

function box(style: Style, ...children: readonly (Box | string)[]): Box {
  return { type: 'div', props: { style: { display: 'flex', ...style }, children } };
}

/** The words of a card, and the mark where it has no other picture. */
export function layout({ kind, title, text, art }: ShareCard, language: Language, artTop = 0): Box {
  const isBelow = artTop > 0;
  const heading = {
    fontSize: titleSize(title),
    fontWeight: 700,
    letterSpacing: '-0.015em',
    lineHeight: 1.22,
  };
  const words = [
    box(
      { alignItems: 'center', gap: 16, fontSize: 30, fontWeight: 700 },
      mark(44, 2.4),
      ...siteNames(language),
    ),
    box(
      { flexDirection: 'column', gap: isBelow ? 4 : 12, flexGrow: 1, justifyContent: 'center' },
      ...(kind === undefined ? [] : [box({ color: colors.accent, fontSize: 30, fontWeight: 700 }, kind)]),
      box({ ...heading, textWrap: 'balance' }, unbrokenWords(title)),
    ),
    box(
      { display: 'block', fontSize: 26, lineHeight: 1.5, color: colors.muted, lineClamp: 3 },
      unbrokenWords(text),
    ),
  ];
  return box(
    { ...SHARE_SIZE, background: colors.bg, color: colors.text, fontFamily: 'Pretendard', fontWeight: 500 },
    box(
      {
        flexDirection: 'column',
        boxSizing: 'border-box',
        width: isBelow ? 1200 : 750,
        height: isBelow ? artTop : SHARE_SIZE.height,
        padding: isBelow ? '48px 64px 32px' : '56px 48px 56px 64px',
      },
      ...(isBelow ? words.slice(0, 2) : words),
    ),
    ...(art.kind === 'mark'
      ? [
          box(
            { width: 450, alignItems: 'center', justifyContent: 'center', background: colors.accentSoft },
            mark(330, 1.6),
          ),
        ]
      : []),
  );
}

/** A text whose lines break between words alone: satori's `keep-all` would part a word from its comma. */
function unbrokenWords(text: string): string {
  return text.replaceAll(/(?<=\S)(?=\S)/gu, '\u2060');
}

/** The site's name in both languages, the page's own first. */
function siteNames(language: Language): readonly Box[] {
  const other = language === 'ko' ? 'en' : 'ko';
  return [
    box({}, wordsIn(language).siteName),
    box({ color: colors.muted, fontSize: 26, fontWeight: 500 }, wordsIn(other).siteName),
  ];
}

/** Two lines are calm, three are a crowd. */
function titleSize(title: string): number {
  const wide = [...title].reduce((sum, letter) => sum + (/[\u3131-\uD79D]/.test(letter) ? 1.75 : 1), 0);
  return wide > 44 ? 46 : wide > 28 ? 56 : 68;
}

/** The site's mark, as `src/components/Mark.astro` draws it. */
function mark(size: number, strokeWidth: number): Box {
  const path = {
    d: 'M5 5.5h22M5 5.5 16 16 27 5.5M4.5 27 16 16l11.5 11',
    stroke: colors.accent,
    strokeWidth,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
    fill: 'none',
  };
  return {
    type: 'svg',
    props: {
      width: size,
      height: size,
      viewBox: '0 0 32 32',
      children: [
        { type: 'path', props: path },
        { type: 'circle', props: { cx: 16, cy: 16, r: 3.6, fill: colors.accent } },
      ],
    },
  };
}
