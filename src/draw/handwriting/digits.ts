/** Handwritten-looking digits, drawn from the project's own pen paths: the examples of a data set and of a page. */
import type { RandomStream } from '#src/math/random.ts';
import { digitForms, schoolbookForms, type DigitForm } from './digit-forms.ts';
import { writeDigit, type Hand } from './hand.ts';
import { inkStrokes, steadyPen, type Pen } from './ink.ts';

export interface Drawn {
  /** Points [x, y] in the unit square, y down; at most 40 a stroke. */
  readonly strokes: [number, number][][];
  /** [28 · 28] grey bytes, 0 = paper, centred and scaled as MNIST is. */
  readonly image: Uint8Array;
  /** To the right, in widths a height, as `WrittenDigit` says. */
  readonly slant: number;
  /** Width of the line, the mean over the strokes' points, in pixels. */
  readonly strokeWidth: number;
}

export interface StrokesExample extends Drawn {
  readonly label: number;
}

/** As different as people are. */
const CROWD: Hand = {
  unsteadiness: 0.019,
  wobble: 0.034,
  slant: 0.13,
  slantSpread: 0.24,
  turn: 0.07,
  aspect: 0.18,
  balance: 0.2,
  size: [0.5, 0.85],
  offset: 0.07,
};

/** A good example of each digit, as in a schoolbook. */
const SCHOOLBOOK: Hand = {
  unsteadiness: 0.003,
  wobble: 0.01,
  slant: 0.1,
  slantSpread: 0.03,
  turn: 0.015,
  aspect: 0.04,
  balance: 0.05,
  size: [0.72, 0.76],
  offset: 0,
};

/** One digit, written and inked. */
export function drawStrokesExample(
  label: number,
  random: RandomStream,
  options: { readonly calm?: boolean } = {},
): StrokesExample {
  const forms = (options.calm ? schoolbookForms : digitForms)[label];
  if (!forms) throw new RangeError(`There is no digit ${label} to draw; it must be an integer from 0 to 9.`);
  return { label, ...drawForms(forms, random, options) };
}

/** What one hand makes of one of the forms, inked; a calm hand with a steady pen. */
export function drawForms(
  forms: readonly DigitForm[],
  random: RandomStream,
  { calm = false }: { readonly calm?: boolean } = {},
): Drawn {
  const { strokes, slant } = writeDigit(forms, calm ? SCHOOLBOOK : CROWD, random);
  const pen = calm ? steadyPen(strokes) : takePen(strokes, random);
  const pressures = pen.pressure.flat();
  const pressure = pressures.reduce((sum, value) => sum + value, 0) / pressures.length;
  return { strokes, image: inkStrokes(strokes, pen), slant, strokeWidth: pen.width * pressure };
}

function takePen(strokes: readonly (readonly unknown[])[], random: RandomStream): Pen {
  const width = Math.min(4.6, Math.max(1.1, 2.5 * Math.exp(0.28 * random.normal())));
  const swell = 0.12 * random.normal();
  const period = 12 + 20 * random.uniform(); // in points of a stroke
  const phase = 2 * Math.PI * random.uniform();
  const pressure = strokes.map((stroke) =>
    stroke.map((_, k) => {
      const slow = swell * Math.sin((2 * Math.PI * k) / period + phase);
      return Math.max(0.5, 1 + slow + 0.07 * random.normal());
    }),
  );
  return { width, softness: 0.9 + 0.4 * random.uniform(), pressure };
}
