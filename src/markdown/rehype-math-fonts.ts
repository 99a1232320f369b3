import type { Nodes, Root } from 'hast';
import type { VFile } from 'vfile';
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

/**
 * Writes the KaTeX fonts that a document's formulas use into its frontmatter as `mathFonts`, so that the page can
 * preload exactly these and its text never moves when they arrive; and adds the letters to those of all documents.
 */
export function rehypeMathFonts({ glyphs }: { glyphs: Glyphs }) {
  return (tree: Root, file: VFile): void => {
    const own: Glyphs = new Map();
    collect(tree, [], own);
    for (const [font, letters] of own) addLetters(glyphs, font, letters);
    const { astro } = file.data;
    if (astro?.frontmatter) astro.frontmatter['mathFonts'] = [...own.keys()].sort();
  };
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

function addLetters(glyphs: Glyphs, font: string, letters: Iterable<string>): void {
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
