import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { requireName } from './name.ts';

export const GLOSSARY = 'content/glossary.json';
const GlossarySchema = z.record(z.string(), z.unknown());

/**
 * Adds a term to the glossary, as its last.
 *
 * @throws UsageError if the key is none; Error if the glossary has it
 * @returns what is left to do by hand
 */
export async function addTerm(key: string | undefined): Promise<readonly string[]> {
  requireName(
    key,
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "A term's key is its English name with hyphens, as latent-variable",
  );
  const text = await readFile(GLOSSARY, 'utf8');
  if (key in GlossarySchema.parse(JSON.parse(text)))
    throw new Error(`${GLOSSARY} has the term "${key}" already.`);
  const name = key.replaceAll('-', ' ');
  const entry = `  "${key}": {\n    "ko": ["${name}", "한 문장으로 된 뜻."],\n    "en": ["${name}", "Its meaning in one sentence."]\n  }`;
  await writeFileAtomic(GLOSSARY, `${text.trimEnd().replace(/\n\}$/, '')},\n${entry}\n}\n`);
  return [
    `Write its names and meanings at the end of ${GLOSSARY}; a "symbol" may follow.`,
    'Where a lecture first has the name in bold, it is linked to the glossary by itself.',
  ];
}
