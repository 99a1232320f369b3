/** Which sections are about a name, told by how often they say it. */
import { proseOf } from '#src/section-source.ts';

const MOST = 5;

/** The sections with a heading that say a name twice or in it, at most five, in their own order. */
export function sectionsSaying<Section extends { readonly source: string }>(
  name: string,
  sections: readonly Section[],
): readonly Section[] {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(name).replaceAll('\\x20', '\\s?')}`, 'giu');
  const times = (text: string) => text.match(pattern)?.length ?? 0;
  const scored = sections
    .filter(({ source }) => source.startsWith('#'))
    .map((section, place) => {
      const heading = section.source.slice(0, section.source.indexOf('\n'));
      return { section, place, score: times(proseOf(section.source)) + 10 * times(heading) };
    });
  return scored
    .filter(({ score }) => score > 1)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .sort((a, b) => a.place - b.place)
    .map(({ section }) => section);
}
