/** Lines set end to end, so that one pass of a pattern finds all hits in them. */
import { isEnding } from './endings.ts';
import type { Span } from './excerpt.ts';
import { tighten, wordsOf } from './tight-text.ts';

export interface Line {
  readonly page: number;
  readonly entry: number;
  readonly text: string;
  /** Its place among the names of the entry; undefined of a line of text. */
  readonly name?: number;
}

export interface Shelf {
  readonly lines: readonly Line[];
  /** Tight lines, each behind a line end. */
  readonly text: string;
  /** Where in `text` each line begins; at last, where one more would. */
  readonly starts: Uint32Array;
  /** 1 where a word begins. */
  readonly begins: Uint8Array;
}

/** How a hit stands in its line: as all of it, as a word but for a particle, as the beginning of one, inside one. */
export type Fit = 'whole' | 'word' | 'beginning' | 'part';

export interface Hit {
  readonly line: number;
  /** In the tight line. */
  readonly span: Span;
  readonly fit: Fit;
}

export function makeShelf(lines: readonly Line[]): Shelf {
  const starts = new Uint32Array(lines.length + 1);
  const beginnings: number[] = [];
  let text = '\n';
  for (const [index, line] of lines.entries()) {
    starts[index] = text.length;
    let place = text.length;
    for (const word of wordsOf(line.text)) {
      beginnings.push(place);
      place += word.length;
    }
    text += `${tighten(line.text)}\n`;
  }
  starts[lines.length] = text.length;
  const begins = new Uint8Array(text.length + 1);
  for (const place of beginnings) begins[place] = 1;
  return { lines, text, starts, begins };
}

export function occursIn(texts: readonly string[], atoms: readonly string[]): boolean {
  const pattern = new RegExp(atoms.join(''));
  return texts.some((text) => pattern.test(text));
}

export function hitsOf({ text, starts, begins }: Shelf, atoms: readonly string[]): readonly Hit[] {
  const hits: Hit[] = [];
  const { length } = atoms;
  let line = 0;
  for (const { index } of text.matchAll(new RegExp(atoms.join(''), 'g'))) {
    while (starts[line + 1]! <= index) line++;
    const end = index + length;
    let wordEnd = end;
    while (begins[wordEnd] !== 1 && text[wordEnd] !== '\n') wordEnd++;
    const from = index - starts[line]!;
    const isWhole = from === 0 && text[end] === '\n';
    const fit = begins[index] !== 1 ? 'part' : isEnding(text.slice(end, wordEnd)) ? 'word' : 'beginning';
    hits.push({ line, span: { from, to: from + length }, fit: isWhole ? 'whole' : fit });
  }
  return hits;
}
