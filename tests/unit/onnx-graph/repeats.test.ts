import { describe, expect, it } from 'vitest';
import type { Layer } from '#src/onnx-graph/flow.ts';
import { foldRepeats } from '#src/onnx-graph/repeats.ts';
import { skipsOf } from '#src/onnx-graph/skips.ts';

/** A layer that takes from those so many before it. */
function layer(number: number, kind: Layer['kind'], ...back: readonly number[]): Layer {
  const edges = back.map((steps) => ({ from: { layer: number - steps }, through: [], shape: ['batch', 8] }));
  return { number, kind, settings: {}, edges, shape: ['batch', 8], weights: 0, sharesWith: [] };
}

/** A first layer, then blocks of a linear layer, an activation and a residual sum. */
const deep = [
  layer(1, 'linear'),
  ...Array.from({ length: 6 }, (_, block) => [
    layer(3 * block + 2, 'linear', 1),
    layer(3 * block + 3, 'silu', 1),
    layer(3 * block + 4, 'add', 3, 1),
  ]).flat(),
  layer(20, 'sigmoid', 1),
];

describe('repeated blocks', () => {
  const rows = foldRepeats(deep);

  it('are folded after the first', () => {
    expect(rows.map((row) => ('times' in row ? [row.times, row.layers.length] : row.number))).toEqual([
      1,
      2,
      3,
      4,
      [5, 15],
      20,
    ]);
  });

  it('keep every layer once, in order', () => {
    expect(rows.flatMap((row) => ('times' in row ? row.layers : [row]))).toEqual(deep);
  });

  it('of shallow graphs are shown', () => {
    expect(foldRepeats(deep.slice(0, 10))).toEqual(deep.slice(0, 10));
  });
});

describe('lines past layers', () => {
  it('go from the row of a layer to that of one which takes from it, unless that is the next', () => {
    expect(skipsOf(deep.slice(0, 4))).toEqual([{ from: 0, to: 3, lane: 0 }]);
  });

  it('end at the fold in which their layer lies', () => {
    const far = [...deep, layer(21, 'concat', 1, 16)]; // of layer 5, within the fold
    expect(skipsOf(foldRepeats(far))).toContainEqual({ from: 4, to: 6, lane: 0 });
  });

  it('lie side by side where they overlap, the shorter nearer', () => {
    const nested = [
      layer(1, 'conv'),
      layer(2, 'conv', 1),
      layer(3, 'conv', 1),
      layer(4, 'add', 2),
      layer(5, 'add', 4),
    ];
    expect(skipsOf(nested)).toEqual([
      { from: 1, to: 3, lane: 0 },
      { from: 0, to: 4, lane: 1 },
    ]);
  });
});
