import type { ElementContent, Nodes, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { classesOf, textOf } from './math-nodes.ts';

/**
 * A particle after a bracket or a quotation mark, and a name's short beginning with what a hyphen ties to it: `VQ-VAE`,
 * `β-VAE의`, `1-립시츠`, but not `non-saturating`. Before a figure, as in `FD-64`, browsers do not break anyway.
 */
const tied =
  /([)\]’”]\p{Script=Hangul}+|(?<![\p{L}\p{N}-])(?:\p{Lu}[\p{Lu}\p{N}]*|\p{L}|\p{N}+)-\p{L}[\p{L}\p{N}]*)/u;

/**
 * Keeps a particle on the line of the bracket or quotation mark before it, never `오토인코더(autoencoder)` here and `를`
 * there, and a name on one side of its hyphen. Browsers break a line after these even where no space stands, so both
 * go into a span that does not wrap (`.join` in `src/layouts/prose.css`). A character that forbids the break would be
 * copied and searched with the text.
 */
export function rehypeTextJoins() {
  return (tree: Root): void => {
    visit(tree, (node) => {
      if (isClosed(node)) return SKIP;
      if ('children' in node) node.children = joinedIn(node.children as ElementContent[]);
      return undefined;
    });
  };
}

/** Code, formulas with what belongs to their lines, and what is joined already. */
function isClosed(node: Nodes): boolean {
  return (
    (node.type === 'element' && /^(pre|code)$/.test(node.tagName)) ||
    classesOf(node).some((name) => /^(katex|math-join|join)$/.test(name))
  );
}

function joinedIn(children: readonly ElementContent[]): ElementContent[] {
  const joined: ElementContent[] = [];
  for (const child of children) {
    if (child.type !== 'text') {
      joined.push(child);
      continue;
    }
    const [particle] = /^\p{Script=Hangul}+/u.exec(child.value) ?? [''];
    const before = joined.at(-1);
    const touches = particle !== '' && before !== undefined && endsInBracket(before);
    if (touches) joined.splice(-1, 1, join(wrapping(before), text(particle)));
    // A split by a capturing group keeps what it splits at: every second part is tied.
    const parts = child.value.slice(touches ? particle.length : 0).split(tied);
    joined.push(
      ...parts.flatMap((part, i) => (i % 2 === 1 ? [join(text(part))] : part === '' ? [] : [text(part)])),
    );
  }
  return joined;
}

/** Whether what stands before a text ends in a bracket, as the year of `<Cite id="ng2001" text />` does. */
function endsInBracket(node: ElementContent): boolean {
  if (node.type === 'mdxJsxTextElement')
    return node.name === 'Cite' && node.attributes.some((each) => 'name' in each && each.name === 'text');
  return node.type === 'element' && !isClosed(node) && /[)\]’”]$/.test(textOf(node));
}

/** Where a join holds words, a `<wbr>` at each space lets them wrap still. */
function wrapping(node: ElementContent): ElementContent {
  if (node.type === 'element')
    node.children = node.children.flatMap((child) =>
      child.type === 'text'
        ? child.value
            .split(/(?<= )/)
            .flatMap((word, i) => (i === 0 ? [text(word)] : [wordBreak(), text(word)]))
        : [wrapping(child)],
    );
  return node;
}

function join(...children: ElementContent[]): ElementContent {
  return { type: 'element', tagName: 'span', properties: { className: ['join'] }, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}

function wordBreak(): ElementContent {
  return { type: 'element', tagName: 'wbr', properties: {}, children: [] };
}
