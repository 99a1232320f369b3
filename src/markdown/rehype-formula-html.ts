import type { ElementContent, Nodes, Parents, Root } from 'hast';
import { htmlOf } from './math-nodes.ts';

/**
 * Makes HTML, once and for all, of what holds formulas and no component. Belongs behind all that changes text; Astro's
 * own optimisation does the same to the rest. Headings wait for their ids, images for their files.
 */
export function rehypeFormulaHtml() {
  return (tree: Root): void => {
    setIn(tree);
  };
}

/** Sets runs of what is static; looks for more in what is not. */
function setIn(parent: Parents): void {
  const children: Nodes[] = [];
  let run: ElementContent[] = [];
  const endRun = () => {
    children.push(...(run.some(holdsFormula) ? [fragment(run)] : run));
    run = [];
  };
  for (const child of parent.children) {
    if (child.type !== 'doctype' && isStatic(child)) run.push(child);
    else {
      endRun();
      if (isParent(child)) setIn(child);
      children.push(child);
    }
  }
  endRun();
  parent.children = children as ElementContent[];
}

function isParent(node: Nodes): node is Parents {
  return node.type === 'element' || node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

function isStatic(node: Nodes): node is ElementContent {
  if (node.type !== 'element') return ['text', 'comment', 'raw'].includes(node.type);
  return !/^(h[1-6]|img|pre|script|style)$/.test(node.tagName) && node.children.every(isStatic);
}

function holdsFormula(node: Nodes): boolean {
  if (node.type !== 'element') return false;
  return node.data?.formula !== undefined || node.children.some(holdsFormula);
}

function fragment(children: readonly ElementContent[]): ElementContent {
  return {
    type: 'mdxJsxFlowElement',
    name: 'Fragment',
    attributes: [{ type: 'mdxJsxAttribute', name: 'set:html', value: htmlOf(children) }],
    children: [],
  };
}
