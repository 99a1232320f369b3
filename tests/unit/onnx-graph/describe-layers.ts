import type { Flow } from '#src/onnx-graph/flow.ts';

/** A line for each layer: number, kind, settings, shape, weights and where it takes from. */
export function describeLayers({ layers }: Flow): readonly string[] {
  return layers.map(({ number, kind, settings, edges, shape, weights, sharesWith }) => {
    const sources = edges.map(({ from, through }) =>
      ['layer' in from ? `#${String(from.layer)}` : from.input, ...through].join(' '),
    );
    return [
      `${String(number)} ${typeof kind === 'string' ? kind : kind.operator}`,
      ...Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`),
      `[${shape?.join(' ') ?? '?'}]`,
      ...(weights > 0 ? [`${String(weights)} weights`] : []),
      ...sharesWith.map((other) => `weights of #${String(other)}`),
      `← ${sources.join(' & ')}`,
    ].join(', ');
  });
}
