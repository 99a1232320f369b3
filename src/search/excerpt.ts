import { placesOf } from './tight-text.ts';

/** A text in pieces; those at odd places are what was found. */
export type Marked = readonly string[];

/** Where a hit stands in a tight text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** @param spans in the text's tight form, in any order, and they may overlap */
export function mark(text: string, spans: readonly Span[]): Marked {
  const places = placesOf(text);
  const pieces: string[] = [];
  let at = 0;
  for (const { from, to } of merged(spans)) {
    const start = places[from]!;
    const end = places[to - 1]! + characterAt(text, places[to - 1]!).length;
    pieces.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

const characterAt = (text: string, place: number) => String.fromCodePoint(text.codePointAt(place)!);

function merged(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && span.from < last.to)
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else apart.push(span);
  }
  return apart;
}

/** A long marked line cut to about this many characters around its first mark, at spaces. */
export function shorten(marked: Marked, limit: number): Marked {
  const text = marked.join('');
  if (text.length <= limit) return marked;
  const first = marked[0]!.length;
  const wanted = Math.max(0, Math.min(first - Math.floor(limit / 3), text.length - limit));
  const start = wanted === 0 ? 0 : Math.min(first, text.indexOf(' ', wanted) + 1 || wanted);
  const space = text.lastIndexOf(' ', start + limit);
  const end = start + limit >= text.length ? text.length : Math.max(space, first + (marked[1]?.length ?? 0));
  let place = 0;
  const pieces = marked.map((piece) => {
    const from = place;
    place += piece.length;
    return piece.slice(Math.max(0, start - from), Math.max(0, end - from));
  });
  while (pieces.length > 1 && pieces.at(-1) === '' && pieces.at(-2) === '') pieces.splice(-2);
  if (start > 0) pieces[0] = `…${pieces[0]!}`;
  if (end < text.length) pieces[pieces.length - 1] = `${pieces.at(-1)!}…`;
  return pieces;
}
