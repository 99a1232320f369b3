/** Where a part of a flow stands: lines of the grid as CSS writes them, `3` or `1 / 4`. */
export interface Place {
  /** In the direction in which data flows. */
  along: number | string;
  /** Among what runs side by side; the first unless said. */
  across?: number | string | undefined;
}

export function placeStyle({ along, across }: Place): string {
  return across === undefined ? `--along:${along}` : `--along:${along};--across:${across}`;
}
