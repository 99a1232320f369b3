import type { Element, ElementContent, Root } from 'hast';
import type { VFile } from 'vfile';
import { SKIP, visit } from 'unist-util-visit';
import { languageOfFile, type Language } from '../i18n.ts';

const words = {
  ko: { notes: '각주', note: (number: string) => `각주 ${number}`, back: '본문으로 돌아가기' },
  en: { notes: 'Footnotes', note: (number: string) => `Footnote ${number}`, back: 'Back to the text' },
} as const satisfies Readonly<Record<Language, unknown>>;

/**
 * Lets a footnote be read in place, as a citation is: beside its number stands its text, too, which is shown when asked
 * for. The notes at the foot of the page remain, for paper and for whoever follows the number.
 */
export function rehypeFootnotes() {
  return (tree: Root, file: VFile): void => {
    const { notes, note, back } = words[languageOfFile(file.path)];
    const texts = new Map<string, readonly ElementContent[]>();

    visit(tree, 'element', (element) => {
      const { properties } = element;
      if ('dataFootnotes' in properties) {
        properties['ariaLabel'] = notes;
        // Its heading would stand in the table of contents.
        element.children = element.children.filter(
          (child) => !('tagName' in child && child.tagName === 'h2'),
        );
      }
      if ('dataFootnoteBackref' in properties) properties['ariaLabel'] = back;
      if (element.tagName === 'li' && typeof properties['id'] === 'string')
        texts.set(`#${properties['id']}`, phrasesOf(element));
    });

    visit(tree, 'element', (number, index, parent) => {
      const [link] = number.children;
      if (number.tagName !== 'sup' || link?.type !== 'element' || !('dataFootnoteRef' in link.properties))
        return undefined;
      const [label] = link.children;
      link.properties['ariaLabel'] = note(label?.type === 'text' ? label.value : '');
      delete link.properties['ariaDescribedBy']; // the heading that is gone
      parent!.children[index!] = span('tip', [
        number,
        span('tip-text', structuredClone([...texts.get(String(link.properties['href']))!]), { role: 'note' }),
      ]);
      return SKIP;
    });
  };
}

/** What a note says, without its paragraphs and the way back, as it can stand inside a line. */
function phrasesOf(note: Element): readonly ElementContent[] {
  const phrases = note.children.flatMap((paragraph) =>
    paragraph.type === 'element'
      ? paragraph.children.filter(
          (child) => !('properties' in child && 'dataFootnoteBackref' in child.properties),
        )
      : [],
  );
  const last = phrases.at(-1);
  return last?.type === 'text'
    ? [...phrases.slice(0, -1), { ...last, value: last.value.trimEnd() }]
    : phrases;
}

function span(className: string, children: ElementContent[], properties = {}): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [className], ...properties },
    children,
  };
}
