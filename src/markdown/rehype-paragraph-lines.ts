import type { Element, Nodes, Root } from 'hast';
import { hasClass } from './math-nodes.ts';

/** Half-width letters on a line of a narrow phone, as Latin ones are; Hangul takes two. */
const LINE = 36;

/**
 * Tells of each paragraph about how many lines it has on a phone, as `--lines`: of one that is far from the screen the
 * browser need not find out (`content-visibility` in `src/layouts/prose.css`). Rather too many than too few.
 */
export function rehypeParagraphLines() {
  return (tree: Root): void => {
    for (const element of tree.children) if (isParagraph(element)) setLines(element);
  };
}

const isParagraph = (node: Nodes): node is Element => node.type === 'element' && node.tagName === 'p';

function setLines(paragraph: Element): void {
  paragraph.properties['style'] = `--lines:${Math.ceil(widthOf(paragraph) / LINE)}`;
}

function widthOf(node: Nodes): number {
  if (node.type === 'text') return node.value.length + (node.value.match(/[\u1100-\uffdc]/g)?.length ?? 0);
  if (!('children' in node) || hasClass(node, 'katex-mathml') || hasClass(node, 'tip-text')) return 0;
  return node.children.reduce((sum, child) => sum + widthOf(child), 0);
}
