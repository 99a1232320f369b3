import type { Element, Root } from 'hast';
import type { VFile } from 'vfile';
import { SKIP, visit } from 'unist-util-visit';
import { findTerm, type Term } from '../glossary.ts';
import { languageOfFile, pathIn, type Language } from '../i18n.ts';
import { textOf } from './math-nodes.ts';

/**
 * Links a term to the glossary where the text introduces it, in bold, for the first time, and lets it be read there
 * in place. Lectures need no markup for it.
 */
export function rehypeGlossary() {
  return (tree: Root, file: VFile): void => {
    const language = languageOfFile(file.path);
    const introduced = new Set<string>();
    visit(tree, 'element', (element, index, parent) => {
      if (element.tagName === 'a' || /^h[1-6]$/.test(element.tagName)) return SKIP;
      if (element.tagName !== 'strong' || index === undefined || !parent) return undefined;
      const term = findTerm(textOf(element), language);
      if (!term || introduced.has(term.id)) return undefined;
      introduced.add(term.id);
      parent.children[index] = withNote(element, term, language);
      return SKIP;
    });
  };
}

function withNote(strong: Element, { id, ...term }: Term, language: Language): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['tip'] },
    children: [
      {
        type: 'element',
        tagName: 'a',
        properties: { className: ['term'], href: `${pathIn(language, 'glossary/')}#${id}` },
        children: [strong],
      },
      {
        type: 'element',
        tagName: 'span',
        properties: { className: ['tip-text'], role: 'note' },
        children: [{ type: 'text', value: term[language].definition }],
      },
    ],
  };
}
