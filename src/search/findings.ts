/** Hits gathered by entry, and what each entry is worth. */
import type { Span } from './excerpt.ts';
import { groupBy } from './groups.ts';
import type { Entry, IndexedPage } from './index-file.ts';
import { WORTH, type Needle } from './needles.ts';
import { hitsOf, type Fit, type Hit, type Line, type Shelf } from './shelf.ts';

/** A line in which something was found. */
export interface FoundLine {
  readonly line: Line;
  readonly spans: Span[];
  /** What the best hit of each word is worth. */
  readonly worth: Map<number, number>;
}

export interface Finding {
  readonly page: number;
  readonly entry: Entry;
  /** Its place in the page. */
  readonly place: number;
  readonly worth: number;
  readonly names: readonly FoundLine[];
  /** The line of text in which most was found. */
  readonly line: FoundLine | undefined;
}

/** In the place of a word's number: all words together, one after the other. */
export const PHRASE = -1;

/** Where a hit stands weighs most: in a name, or in a text. */
const PLACES = {
  glossary: { name: 1060, text: 440 },
  lecture: { name: 1020, text: 500 },
  site: { name: 1000, text: 460 },
  demos: { name: 990, text: 470 },
  models: { name: 920, text: 410 },
} as const satisfies Record<IndexedPage['kind'], { name: number; text: number }>;
const FITS: Readonly<Record<Fit, number>> = { whole: 400, word: 200, beginning: 150, part: 100 };
const COVERAGE = 100; // a hit that is half of a name is worth half of this more
const OTHER_NAME = -30; // a name that is not shown first
const DEPTH = -5; // each level of a heading below the second
const TOGETHER = 60; // words that stand together, over as many apart
const IN_TITLE = 400; // a word that the page's title answers for all of its sections
const AGAIN = 3; // each further line with a hit
const MOST_AGAIN = 7;

export class Findings {
  readonly #pages: readonly IndexedPage[];
  readonly #words: number;
  readonly #lines = new Map<Line, FoundLine>();

  /** @param words number of words that are looked for */
  constructor(pages: readonly IndexedPage[], words: number) {
    this.#pages = pages;
    this.#words = words;
  }

  collect(shelf: Shelf, needles: readonly Needle[], word: number): void {
    for (const { atoms, kind } of needles) {
      for (const hit of hitsOf(shelf, atoms)) {
        if (atoms.length === 1 && !isByItself(hit)) continue;
        const line = shelf.lines[hit.line]!;
        const found = this.#lines.get(line) ?? { line, spans: [], worth: new Map<number, number>() };
        this.#lines.set(line, found);
        found.spans.push(hit.span);
        const length = shelf.starts[hit.line + 1]! - shelf.starts[hit.line]! - 1;
        const worth = this.#worthOf(line, hit, length) + WORTH[kind];
        found.worth.set(word, Math.max(worth, found.worth.get(word) ?? 0));
      }
    }
  }

  #worthOf({ page, entry, name }: Line, { fit, span }: Hit, length: number): number {
    const { kind, entries } = this.#pages[page]!;
    if (name === undefined) return PLACES[kind].text + FITS[fit];
    const coverage = (span.to - span.from) / length;
    const depth = Math.max(0, (entries[entry]!.depth ?? 2) - 2);
    return PLACES[kind].name + FITS[fit] + COVERAGE * coverage + depth * DEPTH + (name > 0 ? OTHER_NAME : 0);
  }

  /** Entries in which all words were found, or else most of them; best first. */
  rank(): readonly Finding[] {
    const byPage = groupBy(this.#lines.values(), ({ line }) => line.page);
    const weighed = [...byPage].flatMap(([page, lines]) => {
      const inTitle = new Set(
        lines.flatMap(({ line, worth }) =>
          line.entry === 0 && line.name !== undefined ? [...worth.keys()] : [],
        ),
      );
      const isLecture = this.#pages[page]!.kind === 'lecture';
      const byEntry = groupBy(lines, ({ line }) => line.entry);
      return [...byEntry].map(([entry, found]) =>
        this.#weigh(page, entry, found, isLecture ? inTitle : new Set()),
      );
    });
    const most = Math.max(...weighed.map(({ words }) => words), 0);
    return weighed
      .filter(({ words }) => words === most)
      .map(({ finding }) => finding)
      .sort((a, b) => b.worth - a.worth || a.page - b.page || a.place - b.place);
  }

  #weigh(
    page: number,
    place: number,
    found: readonly FoundLine[],
    inTitle: ReadonlySet<number>,
  ): { words: number; finding: Finding } {
    const best = new Map<number, number>([...inTitle].map((word) => [word, IN_TITLE]));
    for (const { worth } of found) {
      for (const [word, value] of worth) best.set(word, Math.max(value, best.get(word) ?? 0));
    }
    const phrase = best.get(PHRASE);
    best.delete(PHRASE);
    const apart = [...best.values()].reduce((sum, value) => sum + value, 0) / this.#words;
    const texts = found.filter(({ line }) => line.name === undefined);
    const again = AGAIN * Math.min(MOST_AGAIN, texts.length);
    return {
      words: phrase === undefined ? best.size : this.#words,
      finding: {
        page,
        entry: this.#pages[page]!.entries[place]!,
        place,
        worth: Math.max(apart, phrase === undefined ? 0 : phrase + TOGETHER) + again,
        names: found.filter(({ line }) => line.name !== undefined),
        line: texts.toSorted((one, other) => total(other) - total(one))[0],
      },
    };
  }
}

/** A letter means itself, not every word that has it. */
const isByItself = ({ fit }: Hit) => fit === 'whole' || fit === 'word';

/** Words found together count over those found apart. */
const total = ({ worth }: FoundLine) =>
  [...worth].reduce((sum, [word, value]) => sum + (word === PHRASE ? 2 : 1) * value, 0);
