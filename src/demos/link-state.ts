/**
 * A demo's state as text for its address, and back. What is read comes from anywhere: whatever is not a value of its
 * field is passed over in silence, and that field stays as it was at first.
 */
import type { Point, Stroke } from '#src/draw/strokes.ts';

/** One thing that a demo's state holds. */
export interface Field<T> {
  /** Letters, digits and `. , _ -` only, so that nothing has to be escaped. */
  write(value: T): string;
  /** @returns undefined for text that is no value of this field */
  read(text: string): T | undefined;
}

export type Fields<State> = { readonly [Key in keyof State]: Field<State[Key]> };

/** Longer states are not read: the longest that a demo writes, a drawing of many strokes, is far shorter. */
export const longestState = 20_000;

/** `key=value&…`, of the fields that differ from the defaults. */
export function writeState<State extends object>(
  fields: Fields<State>,
  state: State,
  defaults: State,
): string {
  return keysOf(fields)
    .filter((key) => fields[key].write(state[key]) !== fields[key].write(defaults[key]))
    .map((key) => `${key}=${fields[key].write(state[key])}`)
    .join('&');
}

/** The defaults with every readable value of `text` in its place; of a key that stands twice, the first. */
export function readState<State extends object>(fields: Fields<State>, text: string, defaults: State): State {
  if (text.length > longestState) return defaults;
  const given = new URLSearchParams(text);
  const state = { ...defaults };
  for (const key of keysOf(fields)) {
    const value = given.get(key);
    if (value !== null) state[key] = fields[key].read(value) ?? defaults[key];
  }
  return state;
}

function keysOf<State extends object>(fields: Fields<State>): (keyof State & string)[] {
  return Object.keys(fields) as (keyof State & string)[];
}

interface Range {
  readonly min: number;
  readonly max: number;
  /** Decimals that are written; 0 for whole numbers. */
  readonly digits: number;
}

/** A number within a range; numbers beyond it are refused, not moved to its ends. */
export function numberField({ min, max, digits }: Range): Field<number> {
  return {
    write: (value) => String(Number(value.toFixed(digits))),
    read(text) {
      if (!/^-?\d{1,9}(\.\d{1,9})?$/.test(text)) return undefined;
      const value = Number(text);
      return value < min || value > max || (digits === 0 && !Number.isInteger(value)) ? undefined : value;
    },
  };
}

/** Two numbers, each within the range: a point of a plane. */
export function pointField(range: Range): Field<Point> {
  const coordinate = numberField(range);
  return {
    write: ([x, y]) => `${coordinate.write(x)},${coordinate.write(y)}`,
    read(text) {
      const [x, y, ...rest] = text.split(',').map((part) => coordinate.read(part));
      return x === undefined || y === undefined || rest.length > 0 ? undefined : [x, y];
    },
  };
}

/** One of several names. */
export function choiceField<const Choice extends string>(choices: readonly Choice[]): Field<Choice> {
  return {
    write: (value) => value,
    read: (text) => choices.find((choice) => choice === text),
  };
}

export const flagField: Field<boolean> = {
  write: (value) => (value ? '1' : '0'),
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const finest = letters.length ** 2 - 1;

/**
 * A drawing: four letters a point, two for each coordinate in 4,095ths of the square; a full stop between strokes.
 * What left the square is brought to its edge. No strokes are written as one `_`.
 */
export const drawingField: Field<readonly Stroke[]> = {
  write: (strokes) =>
    strokes.length === 0
      ? '_'
      : strokes.map((stroke) => stroke.map((point) => point.map(coordinateText).join('')).join('')).join('.'),
  read(text) {
    if (text === '_') return [];
    if (!/^([A-Za-z0-9_-]{4})+(\.([A-Za-z0-9_-]{4})+)*$/.test(text)) return undefined;
    return text
      .split('.')
      .map((stroke) =>
        Array.from({ length: stroke.length / 4 }, (_, i) => [
          coordinateAt(stroke, 4 * i),
          coordinateAt(stroke, 4 * i + 2),
        ]),
      );
  },
};

function coordinateText(coordinate: number): string {
  const step = Math.round(Math.min(1, Math.max(0, coordinate)) * finest);
  return letters[Math.floor(step / letters.length)]! + letters[step % letters.length]!;
}

function coordinateAt(text: string, place: number): number {
  return (letters.indexOf(text[place]!) * letters.length + letters.indexOf(text[place + 1]!)) / finest;
}
