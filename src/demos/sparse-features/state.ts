/** What the reader can change in the demo `sparse-features`, and what follows from it. */
import type { Stroke } from '#src/draw/strokes.ts';
import { choiceField, drawingField, flagField, numberField, type Field, type Fields } from '../link-state.ts';

/** Units of the code. */
export const unitCount = 1000;

/** Units that are shown one by one: the strongest. */
export const shownCount = 30;

/** `k`: only the largest values are kept; the others: a penalty on the sum of the values, from weak to strong. */
export const strengths = ['k', 'weak', 'middle', 'strong'] as const;
export type Strength = (typeof strengths)[number];

export interface SparseFeaturesState {
  /** The drawing. */
  readonly d: readonly Stroke[];
  readonly strength: Strength;
  /** Units that the reader switched off. */
  readonly off: readonly number[];
  /** Whether the units that are on but not shown are off too. */
  readonly restOff: boolean;
}

const unitField = numberField({ min: 0, max: unitCount - 1, digits: 0 });

/** `12,507`: units; no unit is written as `_`. Written in rising order, each once. */
export const unitsField: Field<readonly number[]> = {
  write: (units) =>
    units.length === 0
      ? '_'
      : [...units]
          .sort((a, b) => a - b)
          .map((unit) => unitField.write(unit))
          .join(','),
  read(text) {
    if (text === '_') return [];
    const units = text.split(',').map((part) => unitField.read(part));
    const known = units.filter((unit) => unit !== undefined);
    return known.length === units.length ? [...new Set(known)] : undefined;
  },
};

export const fields: Fields<SparseFeaturesState> = {
  d: drawingField,
  strength: choiceField(strengths),
  off: unitsField,
  restOff: flagField,
};

export function toggled(off: readonly number[], unit: number): readonly number[] {
  return off.includes(unit) ? off.filter((each) => each !== unit) : [...off, unit];
}

/** The units that are on, the one with the largest value first. */
export function unitsOn(z: ArrayLike<number>): number[] {
  return Array.from({ length: z.length }, (_, unit) => unit)
    .filter((unit) => z[unit]! > 0)
    .sort((a, b) => z[b]! - z[a]! || a - b);
}

/**
 * What each unit is multiplied by before the decoder: 0 switches it off.
 *
 * @param rest the units that are on but not shown, where they are off too
 * @returns    [1000]
 */
export function maskWithout(off: readonly number[], rest: readonly number[] = []): Float32Array {
  const mask = new Float32Array(unitCount).fill(1);
  for (const unit of [...off, ...rest]) mask[unit] = 0;
  return mask;
}

/** The mask that lets one unit through. → [1000] */
export function maskOf(unit: number): Float32Array {
  const mask = new Float32Array(unitCount);
  mask[unit] = 1;
  return mask;
}
