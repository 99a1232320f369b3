/** The reader's own digit, kept on the reader's device so that it travels through the site. */
import * as z from 'zod/mini';
import type { Stroke } from '#src/draw/strokes.ts';
import { tellFollowers } from './digit-followers.ts';

export { followDigit } from './digit-followers.ts';

/** Where the digit is kept: the version counts changes of its form. */
export const digitStorageKey = 'latent-notes.digit.1';

const DigitSchema = z.strictObject({
  strokes: z.array(z.array(z.tuple([z.number(), z.number()])).check(z.minLength(1))),
});

type DigitStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The kept drawing; undefined when there is none or what is kept is not a drawing. */
export function readDigit(storage: () => DigitStorage): Stroke[] | undefined {
  try {
    const parsed = DigitSchema.safeParse(JSON.parse(storage().getItem(digitStorageKey) ?? 'null'));
    return parsed.success && parsed.data.strokes.length > 0 ? parsed.data.strokes : undefined;
  } catch {
    return undefined; // broken JSON, or a browser that refuses storage
  }
}

/**
 * Keeps a drawing, or forgets it when there are no strokes, and tells all demos of the page. A full or forbidden
 * storage is no harm.
 */
export function keepDigit(strokes: readonly Stroke[], storage: () => DigitStorage): void {
  tellFollowers(strokes);
  try {
    if (strokes.length === 0) storage().removeItem(digitStorageKey);
    else storage().setItem(digitStorageKey, JSON.stringify({ strokes: strokes.map(rounded) }));
  } catch {
    // The drawing stays on the page; only the next visit will not find it.
  }
}

function rounded(stroke: Stroke): number[][] {
  return stroke.map((point) => point.map((coordinate) => Math.round(coordinate * 1000) / 1000));
}
