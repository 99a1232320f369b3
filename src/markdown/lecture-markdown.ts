import { unified } from '@astrojs/markdown-remark';
import rehypeKatex from 'rehype-katex';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkMath from 'remark-math';
import type { LectureLinks } from './lecture-links.ts';
import { rehypeFootnotes } from './rehype-footnotes.ts';
import { rehypeGlossary } from './rehype-glossary.ts';
import { rehypeMathAnnotations } from './rehype-math-annotations.ts';
import { rehypeMathChecks } from './rehype-math-checks.ts';
import { rehypeMathFonts, type Glyphs } from './rehype-math-fonts.ts';
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

/** How a lecture's text becomes HTML: formulas set at build, bold that works beside Hangul. */
export const lectureMarkdown = unified({
  remarkPlugins: [remarkMath, remarkCjkFriendly, [remarkLectureChecks, { links: linksOfLectures }]],
  rehypePlugins: [
    [rehypeKatex, { strict: 'error' }],
    rehypeMathChecks,
    rehypeMathAnnotations,
    [rehypeMathFonts, { glyphs: mathGlyphs }],
    rehypeMathInHeadings,
    rehypeMathJoins,
    rehypeNumberedEquations,
    rehypeTextJoins,
    rehypeScrollableTables,
    rehypeGlossary,
    rehypeFootnotes,
  ],
});
