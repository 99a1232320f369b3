import { unified, type UnifiedProcessorOptions } from '@astrojs/markdown-remark';
import rehypeKatex from 'rehype-katex';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkMath from 'remark-math';
import { formulaMemory } from './formulas.ts';
import type { LectureLinks } from './lecture-links.ts';
import type { Glyphs } from './math-glyphs.ts';
import { rehypeFootnotes } from './rehype-footnotes.ts';
import { rehypeFormulaHtml } from './rehype-formula-html.ts';
import { rehypeGlossary } from './rehype-glossary.ts';
import { rehypeMathChecks } from './rehype-math-checks.ts';
import { rehypeMathFonts } from './rehype-math-fonts.ts';
import { rehypeMathInHeadings } from './rehype-math-in-headings.ts';
import { rehypeMathJoins } from './rehype-math-joins.ts';
import { rehypeNumberedEquations } from './rehype-numbered-equations.ts';
import { rehypeScrollableTables } from './rehype-scrollable-tables.ts';
import { rehypeTextJoins } from './rehype-text-joins.ts';
import { remarkLectureChecks } from './remark-lecture-checks.ts';

/** The letters of all lectures' formulas, for the fonts' subsets. */
export const mathGlyphs: Glyphs = new Map();

/** What lectures link to. */
export const linksOfLectures: LectureLinks = new Map();

const formulas = formulaMemory();

/** How a lecture's text becomes HTML: formulas set at build, bold that works beside Hangul. */
export const lecturePlugins = {
  remarkPlugins: [remarkMath, remarkCjkFriendly, [remarkLectureChecks, { links: linksOfLectures }]],
  rehypePlugins: [
    formulas.recall,
    [rehypeKatex, { strict: 'error' }],
    rehypeMathChecks,
    formulas.remember,
    rehypeMathInHeadings,
    [rehypeMathFonts, { glyphs: mathGlyphs }],
    rehypeMathJoins,
    rehypeNumberedEquations,
    rehypeTextJoins,
    rehypeScrollableTables,
    rehypeGlossary,
    rehypeFootnotes,
  ],
} satisfies UnifiedProcessorOptions;

/** The same for MDX, where HTML stands in components. */
export const lectureMarkdown = unified({
  ...lecturePlugins,
  rehypePlugins: [...lecturePlugins.rehypePlugins, rehypeFormulaHtml],
});
