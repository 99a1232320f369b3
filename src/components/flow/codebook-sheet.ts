/** Codes in a row of the sheet, and pixels between them. */
const [COLUMNS, GAP] = [8, 1];
/** How dark the lines between codes are. */
const LINE = 0.15;

/**
 * What the decoder makes where each code stands, side by side with thin lines between.
 *
 * @param surroundings [count, side, side]; of each the middle ninth is the code's own place
 * @returns            a square image, row by row
 */
export function codebookSheet(surroundings: Float32Array, count: number): Float32Array {
  const around = Math.sqrt(surroundings.length / count);
  const own = around / 3;
  const width = COLUMNS * (own + GAP) + GAP;
  return Float32Array.from({ length: width ** 2 }, (_, pixel) => {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const [left, top] = [x % (own + GAP), y % (own + GAP)];
    if (left < GAP || top < GAP) return LINE;
    const code = Math.floor(y / (own + GAP)) * COLUMNS + Math.floor(x / (own + GAP));
    return surroundings[code * around ** 2 + (own + top - GAP) * around + own + left - GAP]!;
  });
}
