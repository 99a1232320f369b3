import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { childOfClass, dropAnnotation, hasClass, visitPastFormulas } from './math-nodes.ts';

/** What says only how a formula is drawn. Its MathML is heard, and KaTeX's other half is seen. */
const OF_DRAWING = [
  'xmlns',
  'stretchy',
  'lspace',
  'rspace',
  'minsize',
  'maxsize',
  'columnalign',
  'columnspacing',
  'rowspacing',
  'displaystyle',
  'scriptlevel',
];

/**
 * Leaves formulas without their TeX and without what nothing reads out: in a long lecture that is a thousand elements and
 * kilobytes of attributes. Who wants the TeX finds it in the lecture's Markdown.
 */
export function rehypeMathAnnotations() {
  return (tree: Root): void => {
    visitPastFormulas(tree, (formula) => {
      if (!hasClass(formula, 'katex')) return;
      const math = childOfClass(formula, 'katex-mathml')?.children[0];
      if (math?.type !== 'element') return;
      dropAnnotation(math);
      visit(math, 'element', (element) => {
        const read = Object.entries(element.properties).filter(([name]) => !OF_DRAWING.includes(name));
        element.properties = Object.fromEntries(read);
      });
    });
  };
}
