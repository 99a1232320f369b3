import type { Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { hasClass, textOf, visitOutsideFormulas } from './math-nodes.ts';

/** Gives a display formula with `\tag{3}` the id `eq-3`, so that prose can link to it: `[(3)](#eq-3)`. */
export function rehypeNumberedEquations() {
  return (tree: Root): void => {
    visitOutsideFormulas(tree, (display) => {
      if (!hasClass(display, 'katex-display')) return;
      visit(display, 'element', (tag) => {
        if (!hasClass(tag, 'tag')) return;
        const label = textOf(tag).replace(/[^\p{L}\p{N}.]/gu, '');
        display.properties['id'] = `eq-${label}`;
        return SKIP;
      });
      return SKIP;
    });
  };
}
