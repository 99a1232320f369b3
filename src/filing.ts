/** The lectures by category and by tag. Runs at build only. */
import { categories, type Category } from './categories.ts';
import type { Language } from './i18n.ts';
import { isWritten, lecturePages, type LecturePage } from './lectures.ts';
import { nearestTo, placeOf } from './mistakes.ts';
import { tagList, tags, type Tag } from './tags.ts';

/** A category with what is filed in it and under it, written or outlined. */
export interface FiledCategory extends Category {
  readonly lectures: readonly LecturePage[];
  readonly children: readonly FiledCategory[];
}

export interface UsedTag extends Tag {
  readonly lectures: readonly LecturePage[];
  /** How large it stands in the cloud: 1, the least, to 5; 0 where no lecture that bears it is written. */
  readonly size: number;
}

/** The widest categories, with those under them; those that file nothing are left out. */
export async function categoryTree(language: Language): Promise<readonly FiledCategory[]> {
  const all = await categories();
  const lectures = await lecturePages(language);

  function under(parent: string | undefined): readonly FiledCategory[] {
    return all
      .filter(({ above }) => above.at(-1)?.id === parent)
      .map((category) => {
        const children = under(category.id);
        const own = lectures.filter(({ entry }) => entry.data.category === category.id);
        return { ...category, children, lectures: [...own, ...children.flatMap((child) => child.lectures)] };
      })
      .filter((category) => category.lectures.length > 0);
  }

  return under(undefined);
}

/** All categories of a tree, each before those under it. */
export function flat(tree: readonly FiledCategory[]): readonly FiledCategory[] {
  return tree.flatMap((category) => [category, ...flat(category.children)]);
}

/**
 * The tags of lectures, written or outlined, by name.
 *
 * @throws Error naming the line of a tag that no lecture bears, or that only one does and whose key is nearly another's
 */
export async function usedTags(language: Language): Promise<readonly UsedTag[]> {
  const pages = await lecturePages(language);
  const used = (await tags()).map((tag) => ({
    ...tag,
    lectures: pages.filter(({ entry }) => entry.data.tags.includes(tag.id)),
  }));
  for (const { id, lectures } of used) {
    if (lectures.length === 0)
      throw new Error(`${placeOf(tagList, id)}: no lecture bears the tag "${id}". Take it out.`);
    const others = used.map((tag) => tag.id).filter((other) => other !== id);
    const [near] = nearestTo(id, others, 1 / 5);
    if (lectures.length === 1 && near !== undefined) {
      throw new Error(`${placeOf(tagList, id)}: "${id}" is borne once and is nearly "${near}". Keep one.`);
    }
  }
  const most = Math.max(...used.map(({ lectures }) => lectures.filter(isWritten).length));
  return used
    .map((tag) => ({ ...tag, size: sizeOf(tag.lectures.filter(isWritten).length, most) }))
    .sort((a, b) => a.name[language].localeCompare(b.name[language], language));
}

/** By the logarithm of the count: between 1 and 10 lectures lies as much as between 10 and 100. */
export function sizeOf(count: number, most: number): number {
  if (count === 0) return 0;
  return most === 1 ? 1 : 1 + Math.round((4 * Math.log(count)) / Math.log(most));
}
