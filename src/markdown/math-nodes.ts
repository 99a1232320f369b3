import type { Element, ElementContent, Nodes } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

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
  if (node.type === 'element' && node.data?.formula) return node.data.formula.text;
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

const stringifier = unified().use(rehypeStringify, { allowDangerousHtml: true }).freeze();

/** Nodes as HTML, with `raw` ones as they are. */
export function htmlOf(children: readonly ElementContent[]): string {
  return stringifier.stringify({ type: 'root', children: [...children] });
}
