/** Deep graphs repeat blocks of layers: all but the first of a run can be folded away. */
import type { Layer } from './flow.ts';

/** Layers of a run after its first block. */
export interface Repeats {
  /** How many blocks they are. */
  readonly times: number;
  readonly layers: readonly Layer[];
}

/** Graphs up to this size are shown whole. */
const SHALLOW = 16;
/** Fewer layers are not worth folding. */
const LEAST_FOLDED = 4;

/** The layers in order, with runs of the same block shortened to the first. */
export function foldRepeats(layers: readonly Layer[]): readonly (Layer | Repeats)[] {
  if (layers.length <= SHALLOW) return layers;
  const looks = layers.map(lookOf);
  const items: (Layer | Repeats)[] = [];
  for (let start = 0; start < layers.length;) {
    const run = longestRun(looks, start);
    const folded = run.length * (run.blocks - 1);
    if (folded < LEAST_FOLDED) {
      items.push(...layers.slice(start, ++start));
      continue;
    }
    const second = start + run.length;
    const end = second + folded;
    items.push(...layers.slice(start, second));
    items.push({ times: run.blocks - 1, layers: layers.slice(second, end) });
    start = end;
  }
  return items;
}

/** The run from here that covers the most layers and, of such, has the shortest block. */
function longestRun(looks: readonly string[], start: number): { length: number; blocks: number } {
  let longest = { length: 1, blocks: 1 };
  for (let length = 1; start + 2 * length <= looks.length; length++) {
    let blocks = 1;
    while (isSame(looks, start, start + blocks * length, length)) blocks++;
    if (blocks > 1 && blocks * length > longest.length * longest.blocks) longest = { length, blocks };
  }
  return longest;
}

function isSame(looks: readonly string[], one: number, other: number, length: number): boolean {
  return (
    other + length <= looks.length &&
    looks.slice(one, one + length).every((look, i) => look === looks[other + i])
  );
}

/** What two layers of repeated blocks have in common: all but their numbers. */
function lookOf({ number, kind, settings, edges, shape, weights, sharesWith }: Layer): string {
  const relative = edges.map(({ from, ...edge }) => [
    'layer' in from ? number - from.layer : from.input,
    edge.through,
    edge.shape,
  ]);
  return JSON.stringify([
    kind,
    settings,
    relative,
    shape,
    weights,
    sharesWith.map((other) => number - other),
  ]);
}
