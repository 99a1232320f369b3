import type { Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { dropAnnotation } from './math-nodes.ts';

/**
 * Leaves formulas without their TeX: nothing shows or reads it out, and in a long lecture it is a thousand elements. Who
 * wants it finds it in the lecture's Markdown.
 */
export function rehypeMathAnnotations() {
  return (tree: Root): void => {
    visit(tree, 'element', (element) => {
      if (element.tagName !== 'math') return undefined;
      dropAnnotation(element);
      return SKIP;
    });
  };
}
