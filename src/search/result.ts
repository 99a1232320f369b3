/** A finding as it is shown. */
import { mark, shorten, type Marked } from './excerpt.ts';
import type { Finding, FoundLine } from './findings.ts';
import type { IndexedPage } from './index-file.ts';
import { textFragment } from './text-fragment.ts';

export interface Result {
  readonly href: string;
  readonly name: Marked;
  /** A second name, of a glossary's entry or where it was what matched. */
  readonly alias?: Marked;
  /** The matching line, cut around its first hit; of glossary, demos and models else the first. */
  readonly line?: Marked;
}

const LINE_LENGTH = 110;

export function describe({ kind, title }: IndexedPage, { entry, place, names, line }: Finding): Result {
  const named = (name: number) => {
    const found = names.find((each) => each.line.name === name);
    const text = entry.names[name];
    return found ? marked(found) : text === undefined ? undefined : [text];
  };
  const other = kind === 'glossary' ? 1 : names.find((each) => (each.line.name ?? 0) > 0)?.line.name;
  const alias = other === undefined || (kind === 'lecture' && place === 0) ? undefined : named(other);
  const shown = line
    ? marked(line)
    : kind === 'lecture' || entry.lines[0] === undefined
      ? undefined
      : [entry.lines[0]];
  return {
    href:
      line && kind === 'lecture'
        ? entry.href + textFragment(entry.href, line.line.text, line.spans[0]!)
        : entry.href,
    name: named(0) ?? [title],
    ...(alias && alias.join('') !== entry.names[0] && { alias }),
    ...(shown && { line: shorten(shown, LINE_LENGTH) }),
  };
}

const marked = ({ line, spans }: FoundLine): Marked => mark(line.text, spans);
