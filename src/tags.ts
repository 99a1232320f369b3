/** What lectures can treat: the list of `content/tags.yaml`. Runs at build only. */
import { getCollection } from 'astro:content';
import { LANGUAGES, type Bilingual, type Language } from './i18n.ts';
import { placeOf } from './mistakes.ts';

export interface Tag {
  readonly id: string;
  readonly name: Bilingual;
  /** The path of its page, without its language. */
  readonly page: string;
}

export const tagList = 'content/tags.yaml';

/** @throws Error naming the line of a tag whose name in either language is that of another, or nearly */
export async function tags(): Promise<readonly Tag[]> {
  const entries = await getCollection('tags');
  for (const language of LANGUAGES) {
    const names = new Map<string, string>();
    for (const { id, data } of entries) {
      const plain = data[language].toLowerCase().replace(/[\s-]|s$/g, '');
      const other = names.get(plain);
      if (other !== undefined)
        throw new Error(`${placeOf(tagList, id)}: the tags "${other}" and "${id}" have one name. Keep one.`);
      names.set(plain, id);
    }
  }
  return entries.map(({ id, data }) => ({ id, name: data, page: `tags/${id}/` }));
}

/** The names of tags, by their keys. */
export async function tagNames(keys: readonly string[], language: Language): Promise<readonly string[]> {
  const all = await tags();
  return keys.map((key) => all.find(({ id }) => id === key)?.name[language] ?? key);
}
