import type { Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { hasClass, textOf } from './math-nodes.ts';

/**
 * Leaves of a formula in a heading only what is seen, so that the heading's text, from which its id and its line in
 * the table of contents are made, reads `β-VAE` and not `β\betaβ-VAE`.
 */
export function rehypeMathInHeadings() {
  return (tree: Root): void => {
    visit(tree, 'element', (heading) => {
      if (!/^h[1-6]$/.test(heading.tagName)) return undefined;
      visit(heading, 'element', (formula) => {
        if (!hasClass(formula, 'katex')) return;
        formula.children = formula.children.filter((child) => !hasClass(child, 'katex-mathml'));
        for (const child of formula.children) {
          if (child.type === 'element') delete child.properties['ariaHidden'];
        }
        visit(formula, 'text', (text) => {
          text.value = text.value.replaceAll('\u200b', '');
        });
        formula.properties['role'] = 'math';
        formula.properties['ariaLabel'] = textOf(formula);
        return SKIP;
      });
      return SKIP;
    });
  };
}
