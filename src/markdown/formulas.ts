import type { Element, Parents, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import { glyphsOf, type Glyphs } from './math-glyphs.ts';
import { lightenFormula } from './lighter-formulas.ts';
import { childOfClass, classesOf, dropAnnotation, hasClass, htmlOf, textOf } from './math-nodes.ts';

/** A formula that is set. Of its hundred elements the rest of the build needs to know this much. */
export interface Formula {
  readonly text: string;
  /** Its number, of a display formula with `\\tag{3}`. */
  readonly tag: string | undefined;
  readonly glyphs: Glyphs;
  /** Whether a part of it that may stand at a line's end ends in the bar of a condition. */
  readonly hasBarAtBreak: boolean;
  /** What is in its outermost element, with `BREAK` wherever a line may break but after such a bar. */
  readonly html: string;
}

declare module 'hast' {
  interface ElementData {
    formula?: Formula;
  }
}

/** Formulas kept at most: several times those of the course. */
const MOST = 20_000;

/** Stands for itself in HTML that holds no other. */
const BREAK = '\u0000';

/**
 * Sets each formula of a build once: both languages hold the same ones, and most lectures repeat theirs. The two belong
 * before and after rehype-katex. What comes after finds each formula as one element without any below it, so that it
 * walks through a lecture's text and not through its formulas, which are nine elements of ten.
 *
 * Formulas in headings stay as KaTeX leaves them, since a heading's text makes its id.
 */
export function formulaMemory() {
  const known = new Map<string, Formula>();
  const asked = new WeakMap<Root, readonly Place[]>();

  /** Puts known formulas in their places, and keeps those that rehype-katex will set. */
  function recall() {
    return (tree: Root): void => {
      const places: Place[] = [];
      const keys = new Set<string>();
      visit(tree, 'element', (element, index, parent) => {
        if (/^h[1-6]$/.test(element.tagName)) return SKIP;
        const key = index === undefined ? undefined : keyOf(element);
        if (key === undefined) return undefined;
        const place = { parent: parent!, index: index!, key };
        if (known.has(key)) put(place, known.get(key)!);
        else {
          places.push(place);
          if (keys.has(key)) parent!.children[index!] = { type: 'text', value: '' }; // as the first of its kind
          keys.add(key);
        }
        return SKIP;
      });
      asked.set(tree, places);
    };
  }

  /** Keeps what rehype-katex has set. */
  function remember() {
    return (tree: Root): void => {
      const own = new Map<string, Formula>();
      for (const place of asked.get(tree) ?? []) {
        const { key, parent, index } = place;
        if (!own.has(key)) own.set(key, formulaOf(parent.children[index] as Element));
        put(place, own.get(key)!);
      }
      for (const [key, formula] of own) known.set(key, formula);
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
    };
  }

  return { recall, remember };
}

interface Place {
  readonly parent: Parents;
  readonly index: number;
  /** How it is set, and its TeX. */
  readonly key: string;
}

const DISPLAY = 'katex-display';

function keyOf(element: Element): string | undefined {
  if (classesOf(element).includes('math-inline')) return `katex ${textOf(element)}`;
  const [code] = element.tagName === 'pre' ? element.children : [];
  return code && hasClass(code, 'language-math') ? `${DISPLAY} ${textOf(code)}` : undefined;
}

function put({ parent, index, key }: Place, formula: Formula): void {
  parent.children[index] = {
    type: 'element',
    tagName: 'span',
    properties: { className: [key.slice(0, key.indexOf(' '))] },
    children: [{ type: 'raw', value: formula.html.replaceAll(BREAK, '') }],
    data: { formula },
  };
}

/** Lets the lines of a formula's element break where KaTeX would, but not after the bar of a condition. */
export function allowBreaks(element: Element, { html }: Formula): void {
  element.children = [{ type: 'raw', value: html.replaceAll(BREAK, '<wbr>') }];
}

/** @param element as KaTeX leaves it; its MathML is changed */
function formulaOf(element: Element): Formula {
  const isDisplay = hasClass(element, DISPLAY);
  const katex = isDisplay ? childOfClass(element, 'katex') : element;
  const math = childOfClass(katex, 'katex-mathml')?.children[0];
  if (math?.type === 'element') leaveWhatIsHeard(math);
  const seen = childOfClass(katex, 'katex-html');
  if (katex && seen && math?.type === 'element' && isOneLetter(math)) {
    delete seen.properties['ariaHidden'];
    katex.children = [seen];
  }
  if (seen) {
    lightenFormula(seen);
    shortenStyles(seen);
  }
  const tag = childOfClass(seen, 'tag');
  const bars = seen?.children.map((box) => textOf(box).endsWith('∣')) ?? [];
  const text = textOf(element);
  if (seen && !isDisplay && seen.children.length === 1) {
    const [base] = seen.children as [Element];
    seen.properties['className'] = [...classesOf(seen), ...classesOf(base)];
    seen.children = base.children;
  } else if (seen && !isDisplay)
    seen.children = seen.children.flatMap((box, index) =>
      index === 0 || bars[index - 1] ? [box] : [{ type: 'raw', value: BREAK }, box],
    );
  return {
    text,
    tag: tag && textOf(tag),
    glyphs: glyphsOf(element),
    hasBarAtBreak: bars.includes(true),
    html: htmlOf(element.children),
  };
}

/** Whether MathML says no more than the letter that is seen. */
function isOneLetter({ children: [letter, ...others] }: Element): boolean {
  return (
    others.length === 0 &&
    letter?.type === 'element' &&
    /^m[in]$/.test(letter.tagName) &&
    Object.keys(letter.properties).length === 0
  );
}

/** What says only how a formula is drawn. Its MathML is heard, and KaTeX's other half is seen. */
const OF_DRAWING = [
  'xmlns',
  'stretchy',
  'lspace',
  'rspace',
  'minsize',
  'maxsize',
  'columnalign',
  'columnspacing',
  'rowspacing',
  'displaystyle',
  'scriptlevel',
];

/** Styles take as much of a formula as its letters, and need no semicolon at their end. */
function shortenStyles(element: Element): void {
  visit(element, 'element', ({ properties }) => {
    if (typeof properties['style'] === 'string') properties['style'] = properties['style'].replace(/;$/, '');
  });
}

/**
 * Leaves MathML without its TeX and without what nothing reads out: in a long lecture that is a thousand elements and
 * kilobytes of attributes. Who wants the TeX finds it in the lecture's Markdown.
 */
function leaveWhatIsHeard(math: Element): void {
  dropAnnotation(math);
  visit(math, 'element', (element) => {
    const read = Object.entries(element.properties).filter(([name]) => !OF_DRAWING.includes(name));
    element.properties = Object.fromEntries(read);
    element.children = element.children.flatMap((child) =>
      child.type === 'element' &&
      child.tagName === 'mrow' &&
      (element === math || child.children.length === 1)
        ? child.children // `math` is a row itself
        : [child],
    );
  });
}
