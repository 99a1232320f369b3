/** A lecture's source as a reader sees it: its text without markup, by section. Runs at build only. */
import type { Node, Parent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { PageText } from './index-file.ts';
import { readableFormula } from './readable-formula.ts';

/** What a component puts into the text by itself, given its attributes; its children are read in any case. */
export type ReadComponent = (name: string, attributes: Readonly<Record<string, string>>) => string;

const parser = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkCjkFriendly);

type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

const isJsx = (node: Node): node is JsxElement => /^mdxJsx(Flow|Text)Element$/.test(node.type);
const isParent = (node: Node): node is Parent => 'children' in node;

/**
 * The lines before the first heading and under each, a line of the source or a row of a table each. Displayed formulas
 * and code are left out.
 */
export function readableSections(source: string, readComponent: ReadComponent): PageText {
  const sections: string[][] = [[]];
  const add = (text: string) => {
    const lines = text.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
    sections.at(-1)!.push(...lines.filter((line) => line !== ''));
  };
  const text = (node: Node): string => inlineText(node, readComponent);

  const read = (node: Node): void => {
    if (node.type === 'heading') {
      sections.push([]);
    } else if (node.type === 'paragraph') {
      add(text(node));
    } else if (node.type === 'tableRow') {
      add((node as Parent).children.map((cell) => text(cell)).join(' · '));
    } else if (isParent(node)) {
      if (isJsx(node)) add(componentText(node, readComponent));
      for (const child of node.children) read(child);
    }
  };
  read(parser.parse(source));
  return sections;
}

function inlineText(node: Node, readComponent: ReadComponent): string {
  const { type } = node;
  if (type === 'inlineMath') return readableFormula((node as Node & { value: string }).value);
  if (type === 'text' || type === 'inlineCode') return (node as Node & { value: string }).value;
  if (type === 'break') return '\n';
  if (!isParent(node)) return '';
  const own = isJsx(node) ? componentText(node, readComponent) : '';
  return own + node.children.map((child) => inlineText(child, readComponent)).join('');
}

function componentText({ name, attributes }: JsxElement, readComponent: ReadComponent): string {
  if (!name) return '';
  const values = attributes.flatMap((attribute) => {
    if (attribute.type !== 'mdxJsxAttribute') return [];
    const { value } = attribute;
    return [[attribute.name, typeof value === 'string' ? value : (value?.value ?? '')] as const];
  });
  return readComponent(name, Object.fromEntries(values));
}
