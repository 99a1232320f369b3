/** What the reader can change in the demo `latent-arithmetic`, and what follows from it. */
import { penWidth, slanted, type Stroke } from '#src/draw/strokes.ts';
import { drawingField, numberField, type Field, type Fields } from '../link-state.ts';

export const baskets = ['a', 'b', 'c'] as const;
export type Basket = (typeof baskets)[number];

/** How far a stroke as high as the pad leans to the right, in units of its side. */
export const shears = { l: -0.45, u: 0, r: 0.45 } as const;
/** Diameters of the pen, in the same units. */
export const pens = { t: 0.05, m: penWidth, k: 0.17 } as const;
export type Slant = keyof typeof shears;
export type Pen = keyof typeof pens;

/** An example, or the reader's own digit, written with a slant and a pen. */
export interface Item {
  readonly digit: number | 'd';
  readonly slant: Slant;
  readonly pen: Pen;
}

/** Drawings in a basket. */
export const mostItems = 10;

export interface LatentArithmeticState {
  /** The reader's drawing. */
  readonly d: readonly Stroke[];
  readonly a: readonly Item[];
  readonly b: readonly Item[];
  readonly c: readonly Item[];
  /** The strength s. */
  readonly s: number;
}

/** An item in three letters: its digit or d, its slant, its pen. */
export const itemText = ({ digit, slant, pen }: Item): string => `${String(digit)}${slant}${pen}`;

const basketField: Field<readonly Item[]> = {
  write: (items) => (items.length === 0 ? '_' : items.map(itemText).join('')),
  read(text) {
    if (text === '_') return [];
    if (!/^([0-9d][lur][tmk])+$/.test(text) || text.length > 3 * mostItems) return undefined;
    return itemsOf(text);
  },
};

function itemsOf(text: string): Item[] {
  return (text.match(/.../g) ?? []).map(([digit, slant, pen]): Item => ({
    digit: digit === 'd' ? 'd' : Number(digit),
    slant: slant as Slant,
    pen: pen as Pen,
  }));
}

export const strengths = { min: -2, max: 2, step: 0.05 } as const;

export const fields: Fields<LatentArithmeticState> = {
  d: drawingField,
  a: basketField,
  b: basketField,
  c: basketField,
  s: numberField({ ...strengths, digits: 2 }),
};

/** Baskets filled beforehand, of which c gives way to the reader's own digit where `own` says so. */
export const presets = {
  // The same digits on both sides but in another order, so that single ones differ in their digit as well.
  thick: { a: '0uk1uk2uk3uk4uk5uk6uk7uk8uk9uk', b: '3ut4ut5ut6ut7ut8ut9ut0ut1ut2ut', c: '4um', own: true },
  slanted: { a: '0rm1rm2rm3rm4rm5rm6rm7rm8rm9rm', b: '3um4um5um6um7um8um9um0um1um2um', c: '7um', own: true },
  // What an 8 has and a 3 lacks, written in other ways on either side.
  closed: { a: '8um8rm8lm8uk8ut', b: '3rt3uk3um3lm3ut', c: '5um', own: false },
} as const;
export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];

const mine: Item = { digit: 'd', slant: 'u', pen: 'm' };

/** The state with a preset's baskets. */
export function filled(state: LatentArithmeticState, preset: Preset): LatentArithmeticState {
  const { a, b, c, own } = presets[preset];
  return {
    ...state,
    a: itemsOf(a),
    b: itemsOf(b),
    c: own && state.d.length > 0 ? [mine] : itemsOf(c),
    s: 1,
  };
}

/** Which preset fills the baskets as they are. */
export function presetOf(state: LatentArithmeticState): Preset | undefined {
  const text = (from: LatentArithmeticState) =>
    baskets.map((basket) => basketField.write(from[basket])).join(' ');
  return presetNames.find((preset) => text(filled(state, preset)) === text(state));
}

/** The state with another drawing: it goes to c where it is in no basket yet, and leaves them all when it is gone. */
export function withDrawing(state: LatentArithmeticState, d: readonly Stroke[]): LatentArithmeticState {
  if (d.length === 0) {
    const others = (items: readonly Item[]) => items.filter(({ digit }) => digit !== 'd');
    return { ...state, d, a: others(state.a), b: others(state.b), c: others(state.c) };
  }
  const isUsed = baskets.some((basket) => state[basket].some(({ digit }) => digit === 'd'));
  return { ...state, d, ...(!isUsed && { c: [mine] }) };
}

/** A link may name a drawing that it does not bring: then the baskets go without. */
export function readable(state: LatentArithmeticState): LatentArithmeticState {
  return state.d.length === 0 ? withDrawing(state, []) : state;
}

/** The pen paths of an item. */
export function strokesOf(
  { digit, slant }: Pick<Item, 'digit' | 'slant'>,
  examples: readonly { readonly label: number; readonly strokes: readonly Stroke[] }[],
  own: readonly Stroke[],
): readonly Stroke[] {
  const strokes = digit === 'd' ? own : (examples.find(({ label }) => label === digit)?.strokes ?? []);
  return slanted(strokes, shears[slant]);
}

export const latentDim = 40;

export type Code = ArrayLike<number>;

/** The mean of codes; of none the origin, the mean of the prior. */
export function meanCode(codes: readonly Code[]): number[] {
  return Array.from({ length: latentDim }, (_, k) =>
    codes.reduce((sum, code) => sum + code[k]! / codes.length, 0),
  );
}

/** z′ = c + s (a − b). */
export function arithmetic({ a, b, c }: Readonly<Record<Basket, Code>>, s: number): number[] {
  return Array.from({ length: latentDim }, (_, k) => c[k]! + s * (a[k]! - b[k]!));
}

/** Of how many triples the baskets make: as many as the fullest one holds. */
export function tripleCount(filled: Readonly<Record<Basket, readonly unknown[]>>): number {
  return Math.max(...baskets.map((basket) => filled[basket].length));
}

/** One triple for each item of the fullest basket: the shorter ones begin again, and an empty one is the origin. */
export function triples(codes: Readonly<Record<Basket, readonly Code[]>>): Record<Basket, Code>[] {
  const origin = meanCode([]);
  return Array.from({ length: tripleCount(codes) }, (_, i) => {
    const at = (basket: Basket) => codes[basket][i % codes[basket].length] ?? origin;
    return { a: at('a'), b: at('b'), c: at('c') };
  });
}

/** Euclidean length of a − b. */
export function distance(a: Code, b: Code): number {
  return Math.hypot(...Array.from({ length: latentDim }, (_, k) => a[k]! - b[k]!));
}

/** Strengths of the strip, from the least to the greatest. */
export const stripStrengths: readonly number[] = Array.from({ length: 9 }, (_, i) => (i - 4) / 2);

const side = 28;

/** The ink of an image, in full pixels. */
export function inkOf(image: ArrayLike<number>): number {
  return Array.from(image).reduce((sum, value) => sum + value, 0);
}

/**
 * How far an image leans to the right, in degrees: the shear that sets its second moments upright.
 *
 * @param image [784], 0 = paper and 1 = ink
 */
export function slantOf(image: ArrayLike<number>): number {
  const ink = inkOf(image);
  const mean = (of: (x: number, y: number) => number) =>
    Array.from(image).reduce((sum, value, i) => sum + (value / ink) * of(i % side, Math.floor(i / side)), 0);
  const [x0, y0] = [mean((x) => x), mean((_, y) => y)];
  const [across, down] = [mean((x, y) => (x - x0) * (y - y0)), mean((_, y) => (y - y0) ** 2)];
  return (-180 / Math.PI) * Math.atan2(across, down);
}

export function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  return { mean, deviation: Math.sqrt(variance) };
}
