import type { Root } from 'hast';
import { childOfClass, dropAnnotation, hasClass, visitPastFormulas } from './math-nodes.ts';

/**
 * Leaves formulas without their TeX: nothing shows or reads it out, and in a long lecture it is a thousand elements. Who
 * wants it finds it in the lecture's Markdown.
 */
export function rehypeMathAnnotations() {
  return (tree: Root): void => {
    visitPastFormulas(tree, (formula) => {
      if (!hasClass(formula, 'katex')) return;
      const math = childOfClass(formula, 'katex-mathml')?.children[0];
      if (math?.type === 'element') dropAnnotation(math);
    });
  };
}
