import type { Element, Nodes, Parents } from 'hast';
import { SKIP, visit, type VisitorResult } from 'unist-util-visit';

/** Class names of an element, as rehype-katex and remark-math leave them. */
export function classesOf(node: Nodes): readonly string[] {
  if (node.type !== 'element') return [];
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

export function hasClass(node: Nodes, name: string): node is Element {
  return classesOf(node).includes(name);
}

/** All text below a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Takes from a `<math>` the TeX that KaTeX notes in it, and the `<semantics>` that only holds the two together. */
export function dropAnnotation(math: Element): void {
  const [semantics] = math.children;
  if (semantics?.type !== 'element' || semantics.tagName !== 'semantics') return;
  math.children = semantics.children.slice(0, 1);
}

/** The first child that bears a class. */
export function childOfClass(parent: Element | undefined, name: string): Element | undefined {
  return parent?.children.find((child): child is Element => hasClass(child, name));
}

/**
 * Visits elements, of formulas only the outermost (`.katex`): their own are most of a lecture's, and a dozen walks
 * through them all take long.
 */
export function visitPastFormulas(
  tree: Parents,
  visitor: (element: Element, index: number | undefined, parent: Parents | undefined) => VisitorResult,
): void {
  visit(tree, 'element', (element, index, parent) => {
    const result = visitor(element, index, parent);
    return hasClass(element, 'katex') ? SKIP : result;
  });
}
