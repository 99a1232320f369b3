import type { Element, Root } from 'hast';
import { SKIP } from 'unist-util-visit';
import { childOfClass, hasClass, textOf, visitPastFormulas } from './math-nodes.ts';

/** Gives a display formula with `\tag{3}` the id `eq-3`, so that prose can link to it: `[(3)](#eq-3)`. */
export function rehypeNumberedEquations() {
  return (tree: Root): void => {
    visitPastFormulas(tree, (display) => {
      if (!hasClass(display, 'katex-display')) return undefined;
      const tag = ['katex', 'katex-html', 'tag'].reduce<Element | undefined>(childOfClass, display);
      if (tag) display.properties['id'] = `eq-${textOf(tag).replace(/[^\p{L}\p{N}.]/gu, '')}`;
      return SKIP;
    });
  };
}
