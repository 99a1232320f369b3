import type { ElementContent, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { hasClass } from './math-nodes.ts';

/**
 * Keeps a formula on one line with the particle or the bracket that touches it: never `x` here and `에서` there.
 * A browser may break a line on either side of a formula's boxes even where no space stands, so both go into a span
 * that does not wrap (`.math-join` in `src/layouts/prose.css`).
 */
export function rehypeMathJoins() {
  return (tree: Root): void => {
    visit(tree, 'element', (parent) => {
      if (/^h[1-6]$/.test(parent.tagName)) return SKIP;
      for (let index = parent.children.length - 1; index >= 0; index--) {
        const formula = parent.children[index];
        if (formula === undefined || !hasClass(formula, 'katex')) continue;
        const before = cut(parent.children[index - 1], /[^\s\p{L}\p{N}]+$/u);
        const after = cut(parent.children[index + 1], /^\S+/);
        if (before === '' && after === '') continue;
        parent.children[index] = {
          type: 'element',
          tagName: 'span',
          properties: { className: ['math-join'] },
          children: [...textNode(before), formula, ...textNode(after)],
        };
      }
      return hasClass(parent, 'math-join') || hasClass(parent, 'katex') ? SKIP : undefined;
    });
  };
}

/** Takes what matches off a text node. */
function cut(node: ElementContent | undefined, touching: RegExp): string {
  if (node?.type !== 'text') return '';
  const taken = touching.exec(node.value)?.[0] ?? '';
  node.value = node.value.replace(touching, '');
  return taken;
}

function textNode(value: string): ElementContent[] {
  return value === '' ? [] : [{ type: 'text', value }];
}
