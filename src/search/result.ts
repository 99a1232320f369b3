/** A finding as it is shown. */
import { mark, shorten, type Marked } from './excerpt.ts';
import type { Finding, FoundLine } from './findings.ts';
import type { IndexedPage, PageText } from './index-file.ts';
import { textFragment } from './text-fragment.ts';

export interface Result {
  readonly href: string;
  readonly name: Marked;
  /** A second name, of a glossary's entry or where it was what matched. */
  readonly alias?: Marked;
  /** The matching line, cut around its first hit; of what is listed else the first. */
  readonly line?: Marked;
}

const LINE_LENGTH = 110;

export function describe(
  { kind }: IndexedPage,
  { entry, place, names, line }: Finding,
  text: PageText | undefined,
): Result {
  const named = (name: number) => {
    const found = names.find((each) => each.line.name === name);
    return found ? marked(found) : [entry.names[name]!];
  };
  const other = kind === 'glossary' && entry.names.length > 1 ? 1 : names.find(isOther)?.line.name;
  const first = kind === 'lecture' ? undefined : text?.[place]?.[0];
  const shown = line ? marked(line) : first === undefined ? undefined : [first];
  const isOfText = line && names.length === 0 && kind === 'lecture';
  return {
    href: isOfText ? entry.href + textFragment(entry.href, line.line.text, line.spans[0]!) : entry.href,
    name: named(0),
    ...(other !== undefined && entry.names[other] !== entry.names[0] && { alias: named(other) }),
    ...(shown && { line: shorten(shown, LINE_LENGTH) }),
  };
}

const isOther = ({ line }: FoundLine) => (line.name ?? 0) > 0;

const marked = ({ line, spans }: FoundLine): Marked => mark(line.text, spans);
