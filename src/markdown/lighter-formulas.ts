/**
 * KaTeX's markup with fewer boxes, drawn the same to a tenth of a pixel. A long lecture holds five hundred formulas, which
 * are most of its elements, and tables and boxes of their own in a line cost layout much more than text in it.
 */
import type { Element, ElementContent } from 'hast';
import { childOfClass, classesOf, hasClass } from './math-nodes.ts';

/** @param parent of what is seen, `.katex-html` or anything in it; it is changed */
export function lightenFormula(parent: Element): void {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element') continue;
    lightenFormula(child);
    if (hasClass(child, 'msupsub')) parent.children[index] = flatScript(child) ?? child;
  }
  // What stands in a stack has its place by being one box.
  if (!childOfClass(parent, 'pstrut'))
    parent.children = parent.children.flatMap((child) => (isPlainGroup(child) ? child.children : [child]));
  foldSpaces(parent);
}

/** A group that says nothing of how its letters are set. */
function isPlainGroup(node: ElementContent): node is Element {
  return (
    node.type === 'element' &&
    node.properties['style'] === undefined &&
    classesOf(node).join() === 'mord' &&
    node.children.every(({ type }) => type === 'element')
  );
}

/** Gives the width of an empty box for space to the letter before it as a margin. */
function foldSpaces(parent: Element): void {
  parent.children = parent.children.reduce<ElementContent[]>((kept, child) => {
    const before = kept.at(-1);
    const { 'margin-right': width, ...rest } = child.type === 'element' ? lengthsOf(child) : {};
    const isSpace =
      child.type === 'element' &&
      classesOf(child).join() === 'mspace' &&
      child.children.length === 0 &&
      width !== undefined &&
      Object.keys(rest).length === 0;
    if (
      !isSpace ||
      before?.type !== 'element' ||
      !/^(mord|mrel|mbin|mpunct|mopen|mclose|script)$/.test(classesOf(before)[0]!)
    )
      return [...kept, child];
    addLengths(before, { 'margin-right': width / fontScale(before) });
    return kept;
  }, []);
}

/**
 * A subscript or superscript that stands alone, as one element that is moved up or down (`.script` in
 * `src/layouts/prose.css`). KaTeX stacks it in a table of eight, which only two above each other need.
 *
 * @returns undefined where two scripts stand above each other, or KaTeX has built something else
 */
function flatScript(msupsub: Element): Element | undefined {
  const rows = elementsIn(childOfClass(msupsub, 'vlist-t')).filter((row) => hasClass(row, 'vlist-r'));
  const [item, ...others] = elementsIn(childOfClass(rows[0], 'vlist'));
  const depths = elementsIn(childOfClass(rows[1], 'vlist'));
  if (!item || others.length > 0 || depths.some(({ children }) => children.length > 0)) return undefined;
  const [strut, script, ...more] = elementsIn(item);
  if (!strut || !hasClass(strut, 'pstrut') || !script || !hasClass(script, 'sizing') || more.length > 0)
    return undefined;
  const { top, ...margins } = lengthsOf(item);
  const { height } = lengthsOf(strut);
  if (top === undefined || height === undefined) return undefined;

  // These lengths are in the letter's font size.
  const lengths = Object.entries({ top: top + height, ...margins });
  const scale = fontScale(script);
  addLengths(script, Object.fromEntries(lengths.map(([name, value]) => [name, value / scale])));
  const classes = ['script', ...classesOf(script)];
  const [letter, ...letters] = script.children;
  if (letter?.type === 'element' && letters.length === 0 && letter.children[0]?.type === 'text') {
    addLengths(script, lengthsOf(letter));
    script.children = letter.children;
    classes.push(...classesOf(letter).filter((name) => !classes.includes(name)));
  }
  script.properties['className'] = classes;
  return script;
}

/** Font sizes of KaTeX's classes `size1` to `size11`, to one of which `sizing` goes from another (`katex.css`). */
const SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];

/** The font size of an element in that of what it stands in. */
function fontScale(element: Element): number {
  const size = (name: RegExp) =>
    SIZES[Number(classesOf(element).flatMap((each) => name.exec(each)?.[1] ?? [])[0]) - 1] ?? 1;
  return hasClass(element, 'sizing') ? size(/^size(\d+)$/) / size(/^reset-size(\d+)$/) : 1;
}

function elementsIn(parent: Element | undefined): readonly Element[] {
  return (parent?.children ?? []).filter((child) => child.type === 'element');
}

/** Of an element's style, in em. */
function lengthsOf({ properties: { style } }: Element): Record<string, number> {
  const entries = String(style ?? '').matchAll(/([a-z-]+):(-?[\d.]+)em/g);
  return Object.fromEntries(Array.from(entries, ([, name, value]) => [name!, Number(value)]));
}

/** Adds to an element's style, in em. */
function addLengths(element: Element, more: Readonly<Record<string, number>>): void {
  const lengths = lengthsOf(element);
  for (const [name, value] of Object.entries(more)) lengths[name] = (lengths[name] ?? 0) + value;
  const style = Object.entries(lengths).filter(([, value]) => Math.abs(value) >= 5e-5);
  const rest = String(element.properties['style'] ?? '')
    .split(';')
    .filter((each) => each !== '' && !/:-?[\d.]+em$/.test(each));
  const all = [...rest, ...style.map(([name, value]) => `${name}:${Number(value.toFixed(4))}em`)].join(';');
  if (all === '') delete element.properties['style'];
  else element.properties['style'] = all;
}
