import { describe, expect, it } from 'vitest';
import { inkStrokes } from '#src/draw/handwriting/ink.ts';
import type { Point } from '#src/draw/handwriting/pen-path.ts';

const draw = (strokes: Point[][], width: number) =>
  inkStrokes(strokes, { width, softness: 1, pressure: strokes.map((stroke) => stroke.map(() => 1)) });

const mass = (image: Uint8Array) => image.reduce((sum, grey) => sum + grey / 255, 0);

describe('ink', () => {
  it('covers the area of a line with round ends, whatever the scale of its path', () => {
    for (const width of [2, 3, 5]) {
      const area = width * (20 - width) + Math.PI * (width / 2) ** 2; // 20 pixels from end to end
      for (const length of [0.3, 1, 400]) {
        const path: Point[] = [
          [7, 5],
          [7, 5 + length],
        ];
        expect(Math.abs(mass(draw([path], width)) / area - 1)).toBeLessThan(0.03);
      }
    }
  });

  it('covers a crossing once', () => {
    const across: Point[] = [
      [0, 0.5],
      [1, 0.5],
    ];
    const down: Point[] = [
      [0.5, 0],
      [0.5, 1],
    ];
    const line = mass(draw([across], 3));
    expect(mass(draw([across, across], 3))).toBeCloseTo(line, 5);
    const crossed = 2 * line - 3 ** 2; // less the square where they cross
    expect(Math.abs(mass(draw([across, down], 3)) / crossed - 1)).toBeLessThan(0.03);
  });

  it('fits a wide path to 20 columns and a tall one to 20 rows, its proportions kept', () => {
    const wide: Point[] = [
      [0, 0],
      [4, 0],
      [4, 2],
    ];
    const tall = wide.map(([x, y]): Point => [y, x]);
    expect(inkBox(draw([wide], 2))).toEqual({ columns: 20, rows: 12 }); // 18 × 9 between the outer points, 2 for the pen, 1 for its grey edge
    expect(inkBox(draw([tall], 2))).toEqual({ columns: 12, rows: 20 });
  });
});

function inkBox(image: Uint8Array) {
  const inked = [...image.keys()].filter((pixel) => image[pixel]! > 0);
  const columns = inked.map((pixel) => pixel % 28);
  const rows = inked.map((pixel) => Math.floor(pixel / 28));
  const extent = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
  return { columns: extent(columns), rows: extent(rows) };
}
