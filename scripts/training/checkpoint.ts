/** A training's state on disk: one file, replaced atomically, so that a killed training loses minutes, not hours. */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { sha256 } from '#scripts/hash.ts';
import { restoreRandomStream } from '#scripts/random.ts';
import { CurveSchema } from '#src/model-card.ts';
import { BatchOrder } from './batch-order.ts';
import { TrainingError } from './error.ts';
import type { FloatArray, ReadonlyStateArrays, StateArrays, TrainingState } from './state.ts';

const ArrayListSchema = z.array(z.strictObject({ name: z.string(), shape: z.array(z.int().positive()) }));

/** What stands before the arrays' bytes. */
const HeaderSchema = z.strictObject({
  format: z.literal('latent-notes checkpoint 2'),
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  step: z.int().nonnegative(),
  wallTimeSeconds: z.number().nonnegative(),
  randomState: z.array(z.int()),
  batchPosition: z.int().nonnegative(),
  sums: z.array(z.number()),
  sumCount: z.int().nonnegative(),
  curve: CurveSchema,
  best: z.strictObject({ step: z.int().positive(), loss: z.number(), params: ArrayListSchema }).nullable(),
  snapshots: z.array(z.strictObject({ step: z.int().positive(), params: ArrayListSchema })),
  /** Of all that follows the header. */
  bodySha256: z.string(),
  /** In the order of their bytes: these, the best parameters, the snapshots', and the epoch's permutation (int32). */
  arrays: ArrayListSchema,
});

/** What a training was started with; with anything else it would not lead to the same weights. */
export type Settings = z.infer<typeof HeaderSchema>['settings'];

export async function writeCheckpoint(path: string, settings: Settings, state: TrainingState): Promise<void> {
  const { step, wallTimeSeconds, random, order, arrays, sums, sumCount, best, snapshots, curve } = state;
  const maps = [arrays, ...(best ? [best.params] : []), ...snapshots.map(({ params }) => params)];
  const blocks = maps.flatMap((map) => [...map.values()].map(({ data }) => bytesOf(data)));
  const body = Buffer.concat([...blocks, bytesOf(order.permutation)]);
  const header: z.infer<typeof HeaderSchema> = {
    format: 'latent-notes checkpoint 2',
    settings,
    step,
    wallTimeSeconds,
    randomState: [...random.state()],
    batchPosition: order.position,
    sums,
    sumCount,
    curve,
    best: best ? { step: best.step, loss: best.loss, params: listArrays(best.params) } : null,
    snapshots: snapshots.map(({ step: at, params }) => ({ step: at, params: listArrays(params) })),
    bodySha256: sha256(body),
    arrays: listArrays(arrays),
  };
  const json = Buffer.from(JSON.stringify(header));
  const jsonLength = Buffer.alloc(4);
  jsonLength.writeUInt32LE(json.length);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, Buffer.concat([jsonLength, json, body]));
}

/** @throws TrainingError where there is none */
export function requireCheckpoint(path: string): void {
  if (existsSync(path)) return;
  throw new TrainingError(`Nothing to resume: there is no checkpoint at ${path}. Start without --resume.`);
}

/**
 * @param settings what this training is started with; must be what the checkpoint was started with
 * @throws TrainingError where there is no checkpoint, it is damaged, or it belongs to other settings
 */
export async function readCheckpoint(path: string, settings: Settings): Promise<TrainingState> {
  requireCheckpoint(path);
  const { header, state } = parse(path, await readFile(path));
  const differing = Object.keys({ ...header.settings, ...settings }).filter(
    (key) => header.settings[key] !== settings[key],
  );
  if (differing.length > 0) {
    const list = differing.map((key) => `${key} (then ${header.settings[key]}, now ${settings[key]})`);
    throw new TrainingError(
      `The checkpoint at ${path} was made with other settings: ${list.join(', ')}. ` +
        'Resume with the same ones, or start anew without --resume.',
    );
  }
  return state;
}

function parse(path: string, bytes: Buffer) {
  try {
    const jsonLength = bytes.readUInt32LE(0);
    const header = HeaderSchema.parse(JSON.parse(bytes.toString('utf8', 4, 4 + jsonLength)));
    const body = Uint8Array.from(bytes.subarray(4 + jsonLength)).buffer;
    if (sha256(new Uint8Array(body)) !== header.bodySha256)
      throw new Error('its bytes were changed or cut off');
    let offset = 0;
    const take = (list: z.infer<typeof ArrayListSchema>): StateArrays =>
      new Map(
        list.map(({ name, shape }): [string, FloatArray] => {
          const data = new Float32Array(
            body,
            offset,
            shape.reduce((product, size) => product * size, 1),
          ).slice();
          offset += data.byteLength;
          return [name, { data, shape }];
        }),
      );
    const arrays = take(header.arrays);
    const best = header.best ? { ...header.best, params: take(header.best.params) } : undefined;
    const snapshots = header.snapshots.map(({ step: at, params }) => ({ step: at, params: take(params) }));
    const order = new BatchOrder(new Int32Array(body.slice(offset)), header.batchPosition);
    const { step, wallTimeSeconds, sums, sumCount, curve } = header;
    const random = restoreRandomStream(header.randomState);
    const state: TrainingState = {
      step,
      wallTimeSeconds,
      random,
      order,
      arrays,
      sums,
      sumCount,
      best,
      snapshots,
      curve,
    };
    return { header, state };
  } catch (cause) {
    throw new TrainingError(`The checkpoint at ${path} is damaged. Delete it and start without --resume.`, {
      cause,
    });
  }
}

function listArrays(arrays: ReadonlyStateArrays) {
  return [...arrays].map(([name, { shape }]) => ({ name, shape: [...shape] }));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
