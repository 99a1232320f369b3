import type { SceneDigit } from '#scripts/datasets/scenes-sentence.ts';
import type { Values } from '#scripts/engine.ts';
import { CELL, UNIT_SIDE } from '#scripts/networks/detector.ts';

/** Of the Gaussian around a middle, in cells. */
const SPREAD = 0.7;
/** How far around the cell of a middle other cells hear of it, in cells. */
const REACH = 2;
/** Cells whose heat is below it need not know the box. */
const LEAST_WEIGHT = 0.1;

/**
 * What a detector should say of scenes: heat 1 in the cell of a digit's middle, falling off around it as a Gaussian
 * does (Zhou et al. 2019, section 3), and the geometry of the digit that is the nearest there.
 *
 * @param scenes digits with their boxes, by scene
 * @param width  of the square scenes, in pixels
 * @returns heat [scenes, classes, cells, cells], geometry [scenes, 4, cells, cells], weight [scenes, 1, cells, cells]
 */
export function detectionTargets(scenes: readonly (readonly SceneDigit[])[], width: number, classes: number) {
  const cells = width / CELL;
  const area = cells * cells;
  const heat = new Float32Array(scenes.length * classes * area);
  const geometry = new Float32Array(scenes.length * 4 * area);
  const weight = new Float32Array(scenes.length * area);
  for (const [scene, digits] of scenes.entries()) {
    for (const { label, box } of digits) {
      const [left, top, right, bottom] = box;
      const [x, y] = [(left + right) / 2 / CELL, (top + bottom) / 2 / CELL];
      const [column, row] = [Math.floor(x), Math.floor(y)];
      for (let r = Math.max(0, row - REACH); r <= Math.min(cells - 1, row + REACH); r++) {
        for (let c = Math.max(0, column - REACH); c <= Math.min(cells - 1, column + REACH); c++) {
          const [right_, down] = [x - c - 0.5, y - r - 0.5];
          const fall = Math.exp(-(right_ ** 2 + down ** 2) / (2 * SPREAD ** 2));
          const here = r === row && c === column ? 1 : fall;
          const cell = r * cells + c;
          const ofClass = (scene * classes + label) * area + cell;
          heat[ofClass] = Math.max(heat[ofClass]!, here);
          const place = scene * area + cell;
          if (here < LEAST_WEIGHT || here <= weight[place]!) continue;
          weight[place] = here;
          const numbers = [
            right_,
            down,
            Math.log((right - left) / UNIT_SIDE),
            Math.log((bottom - top) / UNIT_SIDE),
          ];
          for (const [index, number] of numbers.entries())
            geometry[(scene * 4 + index) * area + cell] = number;
        }
      }
    }
  }
  return {
    heat: { data: heat, shape: [scenes.length, classes, cells, cells] },
    geometry: { data: geometry, shape: [scenes.length, 4, cells, cells] },
    weight: { data: weight, shape: [scenes.length, 1, cells, cells] },
  } satisfies Values;
}
