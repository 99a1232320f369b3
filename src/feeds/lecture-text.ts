/**
 * A lecture as Markdown that stands by itself, for feeds and for programs that read. The author's text stays as it was
 * written, TeX and all; only components and addresses inside the site are replaced, each at its place in the source.
 */
import type { Expression, SpreadElement } from 'estree';
import type { Link, Nodes, Parents } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { citation, citedWork, fullAuthors, worksCitedIn } from '#src/bibliography.ts';
import { significant, whole } from '#src/components/number-format.ts';
import { sourceCode } from '#src/components/source-code.ts';
import { demos } from '#src/demos/catalogue.ts';
import { pathIn, wordsIn, type Language } from '#src/i18n.ts';
import type { LecturePage } from '#src/lectures.ts';
import type { ComparisonKey } from '#src/model-lookup.ts';
import { figureFor, modelCards, parametersFor } from '#src/models.ts';
import { feedWords } from './words.ts';

const parser = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkCjkFriendly);

interface Lecture {
  readonly source: string;
  readonly language: Language;
  /** The address of its page, which addresses in the text start from. */
  readonly url: URL;
}

/**
 * The text of a lecture, without its title.
 *
 * @param site the address of the site's root
 * @throws Error naming the lecture, at a component or an expression that it does not know to write as Markdown
 */
export async function lectureText(
  { entry, page }: LecturePage,
  language: Language,
  site: URL,
): Promise<string> {
  const source = entry.body ?? '';
  const lecture = { source, language, url: new URL(pathIn(language, page), site) };
  try {
    const text = await written(parser.parse(source), lecture, { start: 0, end: source.length });
    return `${text.trim()}\n`;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${entry.filePath ?? entry.id} cannot be written as Markdown: ${reason}`, { cause });
  }
}

/** Offsets into a lecture's source. */
interface Range {
  readonly start: number;
  readonly end: number;
}

type Component = MdxJsxFlowElement | MdxJsxTextElement;

/** What stands at a place of the source, with the components and links below a node replaced. */
async function written(node: Parents, lecture: Lecture, { start, end }: Range): Promise<string> {
  let text = '';
  let at = start;
  for (const { range, replacement } of await replacements(node, lecture)) {
    text += lecture.source.slice(at, range.start) + replacement;
    at = range.end;
  }
  return text + lecture.source.slice(at, end);
}

interface Replacement {
  readonly range: Range;
  readonly replacement: string;
}

/** In the order of the source. */
async function replacements(parent: Parents, lecture: Lecture): Promise<readonly Replacement[]> {
  const found = parent.children.map(async (node: Nodes): Promise<readonly Replacement[]> => {
    switch (node.type) {
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        return [{ range: rangeOf(node), replacement: await component(node, lecture) }];
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        if (/^\/\*.*\*\/$/s.test(node.value)) return [{ range: rangeOf(node), replacement: '' }];
        throw new Error(`The expression {${node.value}} has no form in Markdown; only comments have.`);
      case 'link':
        return [...(await replacements(node, lecture)), address(node, lecture)];
      default:
        return 'children' in node ? replacements(node, lecture) : [];
    }
  });
  return (await Promise.all(found)).flat();
}

function rangeOf({ position }: Nodes): Range {
  const [start, end] = [position?.start.offset, position?.end.offset];
  if (start === undefined || end === undefined) throw new Error('A node of the parsed source has no place.');
  return { start, end };
}

/** Makes the address of a link absolute; `<https://…>` and bare addresses are so already. */
function address(link: Link, { source, url }: Lecture): Replacement {
  const { start, end } = rangeOf(link);
  const label = link.children.at(-1);
  const from = label ? rangeOf(label).end : start;
  const at = source.indexOf(`](${link.url}`, from);
  const range = at < 0 || at >= end ? { start: end, end } : { start: at + 2, end: at + 2 + link.url.length };
  return { range, replacement: range.start === range.end ? '' : new URL(link.url, url).href };
}

/** A component of `src/components/LectureText.astro` as Markdown. */
async function component(node: Component, lecture: Lecture): Promise<string> {
  const { language } = lecture;
  const words = wordsIn(language);
  switch (node.name) {
    case 'Note':
      return quote(words.noteKinds[noteKind(node)], await inside(node, lecture));
    case 'Question':
      return quote(words.question, await inside(node, lecture));
    case 'Answer':
      return `**${feedWords.answer[language]}**\n\n${await inside(node, lecture)}`;
    case 'Derivation':
      return quote(required(node, 'summary'), await inside(node, lecture));
    case 'AutoencoderFigure':
    case 'VaeFigure':
    case 'VqVaeFigure':
    case 'GanFigure':
      return quote(feedWords.figure[language], await inside(node, lecture));
    case 'Cite':
      return citation(await citedWork(required(node, 'id')), language, attribute(node, 'text') === true);
    case 'References':
      return references(lecture);
    case 'Metric':
      return metric(node, language);
    case 'Parameters':
      return parameters(node, language);
    case 'SourceCode':
      return code(node, language);
    default:
      return demoLink(node, lecture);
  }
}

type NoteKind = keyof ReturnType<typeof wordsIn>['noteKinds'];

function noteKind(note: Component): NoteKind {
  return (attribute(note, 'kind') ?? 'note') as NoteKind; // remark-lecture-checks.ts refuses any other
}

/** What stands between a component's tags. */
async function inside(node: Component, lecture: Lecture): Promise<string> {
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (!first || !last) return '';
  return written(node, lecture, { start: rangeOf(first).start, end: rangeOf(last).end });
}

function quote(label: string, text: string): string {
  const lines = `**${label}**\n\n${text.trim()}`.split('\n');
  return lines.map((line) => `> ${line}`.trimEnd()).join('\n');
}

async function references({ source }: Lecture): Promise<string> {
  const works = await worksCitedIn(source);
  const lines = works.map((work) => {
    const title = work.url === undefined ? work.title : `[${work.title}](${work.url})`;
    return `- ${fullAuthors(work)}. ${title}. *${work.venue}*, ${String(work.year)}.`;
  });
  return lines.join('\n');
}

async function metric(node: Component, language: Language): Promise<string> {
  const value = figureFor(await modelCards(), {
    model: required(node, 'model'),
    id: required(node, 'id'),
    opponent: attribute(node, 'opponent') as ComparisonKey | undefined,
    published: attribute(node, 'published') as ComparisonKey | undefined,
  });
  return significant(value, Number(attribute(node, 'digits') ?? 3), language);
}

async function parameters(node: Component, language: Language): Promise<string> {
  const graph = attribute(node, 'graph') as string | undefined;
  return whole(await parametersFor(required(node, 'model'), graph), language);
}

function code(node: Component, language: Language): string {
  const file = required(node, 'file');
  const lines = sourceCode(file, attribute(node, 'names') as string[]);
  return `${wordsIn(language).sourceCode} \`${file}\`\n\n\`\`\`ts\n${lines}\n\`\`\``;
}

/** A line in place of a demo, which leads to the demo's own page. */
function demoLink({ name }: Component, { language, url }: Lecture): string {
  const demo = demos.find(({ tag }) => tag === name);
  if (!demo)
    throw new Error(`<${String(name)}> has no form in Markdown. Give it one in src/feeds/lecture-text.ts.`);
  const page = new URL(pathIn(language, `demos/${demo.name}/`), url).href;
  return `**${feedWords.demo[language]}: [${demo.title[language]}](${page})** – ${demo.about[language]}`;
}

type Value = string | number | boolean | readonly Value[] | undefined;

/** An attribute's value: text, a literal in braces, or true where it stands alone. */
function attribute(node: Component, name: string): Value {
  const found = node.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name);
  if (found?.type !== 'mdxJsxAttribute') return undefined;
  const { value } = found;
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value;
  const [statement] = value.data?.estree?.body ?? [];
  return statement?.type === 'ExpressionStatement' ? literal(statement.expression) : undefined;
}

function literal(expression: Expression | SpreadElement | null): Value {
  if (expression?.type === 'ArrayExpression') return expression.elements.map(literal);
  if (expression?.type === 'Literal') return expression.value as Value;
  throw new Error('An attribute in braces must be a number, a text or a list of them.');
}

function required(node: Component, name: string): string {
  const value = attribute(node, name);
  if (typeof value === 'string') return value;
  throw new Error(`<${String(node.name)}> lacks ${name}="…".`);
}
