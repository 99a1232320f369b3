import { element } from './elements.ts';
import type { Answer } from './engine.ts';
import type { Marked } from './excerpt.ts';
import type { searchWords } from './words.ts';

/** The results under their pages, as groups of a list box. */
export function resultGroups(
  { pages }: Answer,
  words: ReturnType<typeof searchWords>,
): readonly HTMLElement[] {
  return pages.map(({ title, results, more }, page) => {
    const id = `search-page-${String(page)}`;
    return element(
      'div',
      { role: 'group', 'aria-labelledby': id, class: 'search-page' },
      element('p', { id, role: 'presentation' }, title),
      ...results.map(({ href, name, alias, line }, result) =>
        element(
          'a',
          { href, role: 'option', tabindex: '-1', id: `search-result-${String(page)}-${String(result)}` },
          element(
            'span',
            { class: 'search-name' },
            ...withMarks(name),
            ...(alias ? [' ', element('small', {}, ...withMarks(alias))] : []),
          ),
          ...(line ? [' ', element('span', { class: 'search-line' }, ...withMarks(line))] : []),
        ),
      ),
      ...(more > 0 ? [element('p', { class: 'search-more', role: 'presentation' }, words.more(more))] : []),
    );
  });
}

const withMarks = (pieces: Marked) =>
  pieces.map((piece, index) => (index % 2 === 1 ? element('mark', {}, piece) : piece));
