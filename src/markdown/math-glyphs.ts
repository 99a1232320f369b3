import type { Nodes } from 'hast';
import { classesOf } from './math-nodes.ts';

/**
 * KaTeX's font file for each class of its markup, as its stylesheet (`katex.css`, 0.16.47) assigns them.
 * `KaTeX_Main-Regular` is the font of everything else.
 */
const FONT_OF_CLASS: Readonly<Record<string, string>> = {
  amsrm: 'AMS-Regular',
  boldsymbol: 'Math-BoldItalic',
  'delim-size1': 'Size1-Regular',
  'delim-size4': 'Size4-Regular',
  'large-op': 'Size2-Regular',
  mathbb: 'AMS-Regular',
  mathbf: 'Main-Bold',
  mathboldfrak: 'Fraktur-Bold',
  mathboldsf: 'SansSerif-Bold',
  mathcal: 'Caligraphic-Regular',
  mathfrak: 'Fraktur-Regular',
  mathit: 'Main-Italic',
  mathitsf: 'SansSerif-Italic',
  mathnormal: 'Math-Italic',
  mathscr: 'Script-Regular',
  mathsf: 'SansSerif-Regular',
  mathsfit: 'SansSerif-Italic',
  mathtt: 'Typewriter-Regular',
  'small-op': 'Size1-Regular',
  textbb: 'AMS-Regular',
  textbf: 'Main-Bold',
  textboldfrak: 'Fraktur-Bold',
  textboldsf: 'SansSerif-Bold',
  textfrak: 'Fraktur-Regular',
  textit: 'Main-Italic',
  textitsf: 'SansSerif-Italic',
  textscr: 'Script-Regular',
  textsf: 'SansSerif-Regular',
  texttt: 'Typewriter-Regular',
};

/** Fonts of the delimiters `\big`, `\Big`, `\bigg`, `\Bigg`, whose classes stand beside `delimsizing`. */
const DELIMITER_FONT = /^size([1-4])$/;

/** The letters that formulas take from each font, as `Main-Regular`. */
export type Glyphs = Map<string, Set<string>>;

/** The letters that a formula takes from each font. */
export function glyphsOf(formula: Nodes): Glyphs {
  const glyphs: Glyphs = new Map();
  collect(formula, [], glyphs);
  return glyphs;
}

/** Adds the letters below a node to those of the fonts in which it is set. */
function collect(node: Nodes, fonts: readonly string[], glyphs: Glyphs): void {
  if (node.type === 'text') {
    for (const font of fonts) addLetters(glyphs, font, node.value);
  } else if ('children' in node) {
    const classes = classesOf(node);
    if (classes.includes('katex-mathml')) return; // which only screen readers read
    const own = fontsOf(classes);
    for (const child of node.children) collect(child, own.length > 0 ? own : fonts, glyphs);
  }
}

export function addLetters(glyphs: Glyphs, font: string, letters: Iterable<string>): void {
  const known = glyphs.get(font) ?? new Set();
  for (const letter of letters) known.add(letter);
  glyphs.set(font, known);
}

function fontsOf(classes: readonly string[]): readonly string[] {
  if (classes.includes('katex')) return ['Main-Regular'];
  return classes.flatMap((name) => {
    const size = classes.includes('delimsizing') ? DELIMITER_FONT.exec(name)?.[1] : undefined;
    return size === undefined ? (FONT_OF_CLASS[name] ?? []) : `Size${size}-Regular`;
  });
}
