/** Where lectures can be filed: the tree of `content/categories.yaml`. Runs at build only. */
import { getCollection, type CollectionEntry } from 'astro:content';
import type { Bilingual } from './i18n.ts';
import { placeOf } from './mistakes.ts';

export interface Category {
  readonly id: string;
  readonly name: Bilingual;
  /** The path of its page, without its language. */
  readonly page: string;
  /** The categories it stands under, the widest first. */
  readonly above: readonly Category[];
}

/** @throws Error naming the line of an entry whose parent is unknown or stands under it */
export async function categories(): Promise<readonly Category[]> {
  const entries = await getCollection('categories');
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const made = new Map<string, Category>();

  function make({ id, data }: CollectionEntry<'categories'>, below: readonly string[]): Category {
    const known = made.get(id);
    if (known) return known;
    const parent = data.parent === undefined ? undefined : byId.get(data.parent);
    if (data.parent !== undefined && (!parent || below.includes(data.parent))) {
      const fault = parent ? 'stands under' : 'is not in the list, yet is the parent of';
      throw new Error(`${placeOf('content/categories.yaml', id)}: "${data.parent}" ${fault} "${id}".`);
    }
    const direct = parent && make(parent, [...below, id]);
    const category: Category = {
      id,
      name: { ko: data.ko, en: data.en },
      page: `categories/${id}/`,
      above: direct ? [...direct.above, direct] : [],
    };
    made.set(id, category);
    return category;
  }

  return entries.map((entry) => make(entry, []));
}
