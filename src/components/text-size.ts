/** The size of the page's text, kept on the device; `page-start.ts` applies it before the page is painted. */
import { keep } from '#src/kept.ts';

export const TEXT_SIZES = ['small', 'normal', 'large'] as const;

export type TextSize = (typeof TEXT_SIZES)[number];

const { dataset } = document.documentElement;

export function textSize(): TextSize {
  return TEXT_SIZES.find((size) => size === dataset['textSize']) ?? 'normal';
}

export function setTextSize(size: TextSize): void {
  dataset['textSize'] = size;
  keep('textSize', size);
  document.dispatchEvent(new Event('textsize'));
}

/** One size up or down, as far as there is one. */
export function resizeText(by: 1 | -1): TextSize {
  const size = TEXT_SIZES[TEXT_SIZES.indexOf(textSize()) + by] ?? textSize();
  setTextSize(size);
  return size;
}
