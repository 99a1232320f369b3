/** Lines past layers: from one row of a drawing to a later one, side by side where they overlap. */
import type { Layer } from './flow.ts';
import type { Repeats } from './repeats.ts';

export interface Skip {
  /** Rows, from 0. */
  readonly from: number;
  readonly to: number;
  /** 0 is nearest to the rows. */
  readonly lane: number;
}

/** The lines that a drawing of these rows needs: what goes to the next row needs none. */
export function skipsOf(rows: readonly (Layer | Repeats)[]): readonly Skip[] {
  const layersOf = (row: Layer | Repeats) => ('times' in row ? row.layers : [row]);
  const rowOf = new Map(rows.flatMap((row, i) => layersOf(row).map(({ number }) => [number, i] as const)));
  const wanted = new Map<string, Omit<Skip, 'lane'>>();
  rows.forEach((row, to) => {
    for (const { from: source } of layersOf(row).flatMap(({ edges }) => edges)) {
      const from = 'layer' in source ? rowOf.get(source.layer) : undefined;
      if (from !== undefined && to - from > 1) wanted.set(`${String(from)} ${String(to)}`, { from, to });
    }
  });

  const skips: Skip[] = [];
  for (const skip of [...wanted.values()].sort(
    (a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from,
  )) {
    const beside = skips.filter(({ from, to }) => from < skip.to && skip.from < to).map(({ lane }) => lane);
    let lane = 0;
    while (beside.includes(lane)) lane++;
    skips.push({ ...skip, lane });
  }
  return skips;
}
