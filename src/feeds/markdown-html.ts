import { dropAnnotation } from '#src/markdown/math-nodes.ts';
import type { Element, ElementContent, Root } from 'hast';
import rehypeKatex from 'rehype-katex';
import rehypeStringify from 'rehype-stringify';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkCjkFriendly)
  .use(remarkRehype)
  .use(rehypeKatex, { output: 'mathml', strict: 'error' })
  .use(rehypeBareMath)
  .use(rehypePlainFootnotes)
  .use(rehypeStringify);

/** A lecture's Markdown as HTML for feed readers, formulas as MathML. */
export async function markdownHtml(markdown: string): Promise<string> {
  return String(await processor.process(markdown));
}

/**
 * Leaves of a formula its MathML alone. A reader that knows no MathML shows the text inside it: of a formula in a line
 * its letters, once, so the TeX beside them goes; of one on lines of its own, which seldom survives that, the TeX stays.
 */
function rehypeBareMath() {
  return (tree: Root): void => {
    visit(tree, 'element', (span, index, parent) => {
      if (span.tagName !== 'span' || index === undefined || !parent) return undefined;
      const math = span.children.find(
        (child): child is Element => child.type === 'element' && child.tagName === 'math',
      );
      if (!math) return undefined;
      if (math.properties['display'] !== 'block') dropAnnotation(math);
      parent.children[index] = math;
      return SKIP;
    });
  };
}

/**
 * Leaves of footnotes their numbers and the list of them. A reader shows many texts on one page, where links from the
 * one to the other would go astray.
 */
function rehypePlainFootnotes() {
  return (tree: Root): void => {
    visit(tree, 'element', ({ properties, children }, index, parent) => {
      if (index === undefined || !parent) return undefined;
      const replacement: ElementContent[] | undefined =
        'dataFootnoteRef' in properties
          ? children
          : 'dataFootnoteBackref' in properties
            ? []
            : properties['id'] === 'footnote-label'
              ? [{ type: 'element', tagName: 'hr', properties: {}, children: [] }]
              : undefined;
      if (!replacement) return undefined;
      parent.children.splice(index, 1, ...replacement);
      return [SKIP, index + replacement.length];
    });
  };
}
