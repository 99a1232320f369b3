import type { Element, ElementContent, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { allowBreaks } from './formulas.ts';
import { classesOf, hasClass } from './math-nodes.ts';

/**
 * Keeps a formula on one line with the particle or the bracket that touches it: never `x` here and `에서` there.
 * A browser may break a line on either side of a formula's boxes even where no space stands, so both go into a span
 * that does not wrap (`.math-join` in `src/layouts/prose.css`). Where KaTeX lets a long formula break, a `<wbr>` still
 * does, but for the bar of a condition, after which KaTeX would break too: a `p(z |` at a line's end reads as nothing.
 */
export function rehypeMathJoins() {
  return (tree: Root): void => {
    visit(tree, 'element', (parent) => {
      const closed =
        /^h[1-6]$/.test(parent.tagName) ||
        classesOf(parent).some((name) => /^(katex|katex-display|math-join)$/.test(name));
      if (closed) return SKIP;
      for (let index = parent.children.length - 1; index >= 0; index--) joinAt(parent, index);
      return undefined;
    });
  };
}

/** Wraps the formula at this place of its parent, if text touches it or a condition is in it. */
function joinAt(parent: Element, index: number): void {
  const element = parent.children[index];
  const formula =
    element?.type === 'element' && hasClass(element, 'katex') ? element.data?.formula : undefined;
  if (element?.type !== 'element' || !formula) return;
  const before = cut(parent.children[index - 1], /[^\s\p{L}\p{N}]+$/u);
  const after = cut(parent.children[index + 1], /^\S+/);
  // KaTeX would let its parts stand on different lines.
  if (before === '' && after === '' && !formula.hasBarAtBreak) return;
  allowBreaks(element, formula);
  parent.children[index] = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['math-join'] },
    children: [...textNode(before), element, ...textNode(after)],
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
