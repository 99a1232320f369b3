/** `models/<id>/` on disk: written whole or not at all; graphs and reference are read against the hashes on the card. */
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import {
  CurveSchema,
  ModelCardSchema,
  ReferenceSchema,
  type ModelCard,
  type Reference,
} from '#src/model-card.ts';
import { calledAs, inColumns, UsageError } from './command.ts';
import { sha256 } from './hash.ts';

/** A model is missing, damaged or not what its card says; the message names the file and what to do. */
export class ModelError extends Error {
  override name = 'ModelError';
}

/** Where committed models live, from the repository's root. */
export const MODELS_DIRECTORY = 'models';

export interface ModelFolder {
  readonly card: ModelCard;
  readonly reference: Reference;
  /** Bytes of each graph. */
  readonly graphs: Readonly<Record<string, Uint8Array>>;
}

export async function listModels(directory: string): Promise<readonly string[]> {
  if (!existsSync(directory)) return [];
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/**
 * For commands that are told which models, before they begin.
 *
 * @throws UsageError that lists the models there are, where one of the ids is none
 */
export async function requireModels(directory: string, ids: readonly string[]): Promise<void> {
  const known = await listModels(directory);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const advice =
    known.length > 0
      ? `Name one, as in \`${calledAs()} ${known[0]!}\`:\n${inColumns(known)}`
      : 'Run `npm run train -- <id>` to make one.';
  throw new UsageError(`There is no model "${unknown}" in ${directory}/. ${advice}`);
}

/** @throws ModelError where there is no such model, or as `readModel` */
export async function findModel(directory: string, id: string): Promise<ModelFolder> {
  if (!existsSync(join(directory, id, 'card.json'))) {
    const known = inColumns(await listModels(directory)) || '  none';
    throw new ModelError(
      `No model card for "${id}". \`npm run train\` lists the recipes. Trained models:\n${known}`,
    );
  }
  const model = await readModel(join(directory, id));
  if (model.card.id !== id)
    throw new ModelError(`${directory}/${id}: the card is that of "${model.card.id}".`);
  return model;
}

/** @throws ModelError where a file is missing, is not what the card says, or does not follow its schema */
export async function readModel(folder: string): Promise<ModelFolder> {
  const card = await parseJson(join(folder, 'card.json'), ModelCardSchema);
  const advice = `Restore it from version control, or run \`${card.command}\`.`;

  const readChecked = async (
    file: string,
    expected: { sha256: string; bytes?: number },
  ): Promise<Uint8Array> => {
    if (!existsSync(join(folder, file))) throw new ModelError(`${folder}/${file} is missing. ${advice}`);
    const content = await readFile(join(folder, file));
    const found = sha256(content);
    if (found === expected.sha256 && content.length === (expected.bytes ?? content.length)) return content;
    throw new ModelError(
      `${folder}/${file} is not the file the card describes: expected ${expected.bytes ?? 'any number of'} bytes ` +
        `with SHA-256 ${expected.sha256}, found ${content.length} with ${found}. ${advice}`,
    );
  };

  const graphs: Record<string, Uint8Array> = {};
  for (const [name, graph] of Object.entries(card.graphs))
    graphs[name] = await readChecked(graph.file, graph);
  await readChecked(card.reference.file, card.reference);
  if (card.training.curve) await parseJson(join(folder, card.training.curve), CurveSchema);
  return { card, graphs, reference: await parseJson(join(folder, card.reference.file), ReferenceSchema) };
}

async function parseJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  if (!existsSync(path)) throw new ModelError(`${path} is missing. Restore it from version control.`);
  const parsed = schema.safeParse(parseText(path, await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new ModelError(`${path} does not follow its schema:\n${z.prettifyError(parsed.error)}`);
}

function parseText(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelError(`${path} is not JSON: ${String(cause)}. Restore it from version control.`, {
      cause,
    });
  }
}

/**
 * Replaces `models/<id>/` by what `write` puts into an empty folder. If `write` fails, nothing has changed.
 */
export async function replaceModel(
  directory: string,
  id: string,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const staging = await mkdtemp(join(directory, `.${id}-`));
  const retired = `${staging}.old`;
  const target = join(directory, id);
  try {
    await write(staging);
    await chmod(staging, 0o755); // mkdtemp's folders are closed to all but their owner
    if (existsSync(target)) await rename(target, retired);
    await rename(staging, target);
  } catch (error) {
    if (existsSync(retired) && !existsSync(target)) await rename(retired, target);
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(retired, { recursive: true, force: true });
  }
}

export async function writeJson(folder: string, file: string, value: unknown): Promise<Uint8Array> {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  await writeFileAtomic(join(folder, file), bytes);
  return bytes;
}
