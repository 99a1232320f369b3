import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Nodes, Root } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import type { Processor } from 'unified';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import type { VFileMessage } from 'vfile-message';
import { didYouMean } from '../mistakes.ts';
import type { LectureLinks } from './lecture-links.ts';
import { lectureParts, type Props } from './lecture-parts.ts';

const BRACES = 'A brace begins code: write \\{ for the sign, and $…$ around a formula.';

/** What to do about what MDX cannot read, by the package that says so. */
const ADVICE: Readonly<Record<string, string>> = {
  'micromark-extension-mdx-expression': BRACES,
  'micromark-extension-mdx-jsx': 'The sign < begins a component: write \\< for it, and $…$ around a formula.',
  'mdast-util-mdx-jsx': 'Close each component behind what it holds.',
  'micromark-extension-mdxjs-esm': 'A line that begins with import or export is code: begin it otherwise.',
};

/**
 * Refuses a lecture that MDX cannot read, or that names a component, or gives one, what there is not; and notes its
 * links for `lectureLinks`, which follows them when all pages are written.
 *
 * @throws Error naming file and line of each mistake, and what to do
 */
export function remarkLectureChecks(this: Processor, { links }: { links: LectureLinks }) {
  const parse = this.parser!;
  this.parser = (text, file) => {
    try {
      return parse(text, file);
    } catch (error) {
      const { reason, line, source = '' } = error as VFileMessage;
      // Of a component that is not closed, only the words say where it begins.
      const begins = line ?? Number(/\((\d+):\d+/.exec(reason)?.[1] ?? 1);
      throw refusal(file, [{ line: begins, what: `${reason}. ${ADVICE[source] ?? ''}`.trim() }]);
    }
  };

  return (tree: Root, file: VFile): void => {
    const parts = lectureParts();
    const mistakes: Mistake[] = [];
    const own: { url: string; place: string }[] = [];
    const firstLineOf = new Map<string | null, number>();
    visit(tree, (node) => {
      const line = node.position?.start.line ?? 1;
      const what = faultOf(node, parts, file.path);
      if (what !== undefined) mistakes.push({ line, what });
      if (node.type === 'link' || node.type === 'definition')
        own.push({ url: node.url, place: placeIn(file, line) });
      if ('name' in node && !firstLineOf.has(node.name)) firstLineOf.set(node.name, line);
    });
    links.set(file.path, own);
    const cited = firstLineOf.get('Cite');
    if (cited !== undefined && !firstLineOf.has('References'))
      mistakes.push({
        line: cited,
        what: '<Cite> leads to the list of works, which this lecture lacks. Write <References /> under a heading at its end.',
      });
    if (mistakes.length > 0) throw refusal(file, mistakes);
  };
}

interface Mistake {
  readonly line: number;
  readonly what: string;
}

/** Its `line` and `column` are where Astro opens the file. */
function refusal(file: VFile, mistakes: readonly Mistake[]): Error {
  const lines = mistakes.map(({ line, what }) => `${placeIn(file, line)}: ${what}`);
  return Object.assign(new Error(lines.join('\n')), { line: mistakes[0]?.line, column: 1 });
}

function placeIn(file: VFile, line: number): string {
  return `${relative(process.cwd(), file.path)}:${String(line)}`;
}

/** What is wrong with a node itself, and what to do; undefined where nothing is. */
function faultOf(node: Nodes, parts: ReadonlyMap<string, Props>, lecture: string): string | undefined {
  switch (node.type) {
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return componentFault(node, parts);
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return /^\/\*.*\*\/$/s.test(node.value) ? undefined : `{${node.value}} is code. ${BRACES}`;
    case 'image':
      return imageFault(node.url, lecture);
    default:
      return undefined;
  }
}

/** An image lies where its path leads from the lecture or, of one that begins with a slash, in `src/static/`. */
function imageFault(url: string, lecture: string): string | undefined {
  if (URL.canParse(url))
    return `Pages ask no other site for anything. Put ${url} beside the lecture and write its path.`;
  const path = join(url.startsWith('/') ? 'src/static' : dirname(lecture), decodeURI(url));
  if (existsSync(path)) return undefined;
  const folder = dirname(path);
  const near = existsSync(folder) && didYouMean(basename(path), readdirSync(folder));
  return `There is no image ${relative(process.cwd(), path)}. ${near || 'Put it there, or correct its path.'}`;
}

function componentFault(
  { name, attributes, children }: MdxJsxFlowElement | MdxJsxTextElement,
  parts: ReadonlyMap<string, Props>,
): string | undefined {
  const tag = name ?? '';
  const props = parts.get(tag);
  if (!props) {
    const known = [...parts.keys()];
    return `Lectures have no <${tag}>. ${didYouMean(tag, known) ?? `They have ${known.join(', ')}.`}`;
  }
  const given = attributes.map((each) => ('name' in each ? each.name : '{…}'));
  const required = [...props].filter(([, { isRequired }]) => isRequired);
  const optional = [...props.keys()].filter((prop) => !props.get(prop)!.isRequired);
  for (const each of attributes) {
    const prop = 'name' in each && props.get(each.name);
    if (!prop) continue;
    const value = String(typeof each.value === 'object' ? each.value?.value : each.value);
    if (prop.choices.length > 0 && !prop.choices.includes(value))
      return `<${tag}> knows no ${each.name} "${value}", but ${prop.choices.join(', ')}.`;
  }
  const faults = [
    ...given.filter((prop) => !props.has(prop)).map((prop) => `takes no ${prop}`),
    ...required.filter(([prop]) => !given.includes(prop)).map(([prop]) => `lacks ${prop}`),
  ];
  if (faults.length === 0) return undefined;
  const form = required.map(([prop, { type }]) => ` ${prop}=${type === 'string' ? '"…"' : '{…}'}`).join('');
  const more = optional.length > 0 ? `, and where needed ${optional.join(', ')}` : '';
  return `<${tag}> ${faults.join(' and ')}. Write <${tag}${form}${children.length > 0 ? '>' : ' />'}${more}.`;
}
