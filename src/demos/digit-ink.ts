/** A drawing as models see it. */
import { inkStrokes, steadyPen } from '#src/draw/handwriting/ink.ts';
import { normalize } from '#src/draw/normalize.ts';
import { penWidth, type Stroke } from '#src/draw/strokes.ts';

/**
 * @param first the drawing that a demo begins with: inked as the references hold it, whose pen draws a little
 *              differently from the page's, so that what its poster says stays as the demo starts
 * @returns     [784], 0 = paper and 1 = ink
 */
export function digitInk(strokes: readonly Stroke[], first: readonly Stroke[]): Float32Array {
  return strokes === first ? exampleInk(first) : normalize(strokes, penWidth);
}

/** An example of the references as their models saw it. [784] */
export function exampleInk(strokes: readonly Stroke[]): Float32Array {
  return Float32Array.from(inkStrokes(strokes, steadyPen(strokes)), (grey) => grey / 255);
}
