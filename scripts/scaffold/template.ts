import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A file of `templates/`, with its names filled in. They end in `.txt`, being neither code of the project nor checked
 * as such.
 *
 * @param names by what stands for them: `__name__`
 */
export async function filledTemplate(file: string, names: Readonly<Record<string, string>>): Promise<string> {
  const text = await readFile(join(import.meta.dirname, 'templates', `${file}.txt`), 'utf8');
  return Object.entries(names).reduce((filled, [name, value]) => filled.replaceAll(name, value), text);
}
