import type { Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { addLetters, glyphsOf, type Glyphs } from './math-glyphs.ts';
import { hasClass } from './math-nodes.ts';

/**
 * Writes the KaTeX fonts that a document's formulas use into its frontmatter as `mathFonts`, so that the page can
 * preload exactly these and its text never moves when they arrive; and adds the letters to those of all documents.
 */
export function rehypeMathFonts({ glyphs }: { glyphs: Glyphs }) {
  return (tree: Root, file: VFile): void => {
    const fonts = new Set<string>();
    visit(tree, 'element', (element) => {
      const formula = element.data?.formula;
      if (!formula && !hasClass(element, 'katex')) return undefined;
      for (const [font, letters] of formula?.glyphs ?? glyphsOf(element)) {
        fonts.add(font);
        addLetters(glyphs, font, letters);
      }
      return SKIP;
    });
    const { astro } = file.data;
    if (astro?.frontmatter) astro.frontmatter['mathFonts'] = [...fonts].sort();
  };
}
