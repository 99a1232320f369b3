import type { Root } from 'hast';
import type { VFile } from 'vfile';
import { visit } from 'unist-util-visit';
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

/**
 * Writes the KaTeX fonts that a document's formulas use into its frontmatter as `mathFonts`, so that the page can
 * preload exactly these and its text never moves when they arrive.
 */
export function rehypeMathFonts() {
  return (tree: Root, file: VFile): void => {
    const fonts = new Set<string>();
    visit(tree, 'element', (element) => {
      const classes = classesOf(element);
      if (classes.includes('katex')) fonts.add('Main-Regular');
      for (const name of classes) {
        const font = FONT_OF_CLASS[name];
        if (font !== undefined) fonts.add(font);
        const size = DELIMITER_FONT.exec(name)?.[1];
        if (size !== undefined && classes.includes('delimsizing')) fonts.add(`Size${size}-Regular`);
      }
    });
    const { astro } = file.data;
    if (astro?.frontmatter) astro.frontmatter['mathFonts'] = [...fonts].sort();
  };
}
