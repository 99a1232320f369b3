import type { Metric } from '#src/model-card.ts';

/** Prints a card's figures with what they are held against. */
export function printMetrics(metrics: readonly Metric[]): void {
  for (const { name, value, standardError, unit, split, count, opponents, published } of metrics) {
    console.log(
      `${name.en}: ${value.toPrecision(4)} ± ${standardError.toPrecision(2)} ${unit.en} (${split}, n = ${count})`,
    );
    for (const other of [...opponents, ...published]) {
      console.log(
        `  ${other.name.en}: ${other.value.toPrecision(4)} (${typeof other.source === 'string' ? other.source : other.source.en})`,
      );
    }
  }
}
