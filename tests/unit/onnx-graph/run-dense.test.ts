import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ModelCard, Reference } from '#src/model-card.ts';
import { runDense } from '#src/onnx-graph/run-dense.ts';
import { decodeTensor } from '#src/tensor-data.ts';

const read = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;

test.each(['vae-mnist', 'vae-mnist-2', 'ae-mnist'])(
  'the decoder of %s gives what ONNX Runtime gave',
  (model) => {
    const { graphs, reference } = read<ModelCard>(`models/${model}/card.json`);
    const { inputs, outputs } = read<Reference>(`models/${model}/reference.json`).graphs['decoder']!;
    const [z, mean] = [decodeTensor(inputs['z']!), decodeTensor(outputs['x_mean']!)];
    const size = inputs['z']!.shape[1]!;
    for (let row = 0; row < inputs['z']!.shape[0]!; row++) {
      const made = runDense(model, graphs['decoder']!.file, z.slice(row * size, (row + 1) * size));
      for (const [pixel, value] of made.get('x_mean')!.entries())
        expect(Math.abs(value - mean[row * 784 + pixel]!)).toBeLessThan(reference.atol);
    }
  },
);

test('an operator that dense layers have not is named', () => {
  expect(() => runDense('gan-mnist', 'generator.onnx', new Float32Array(32))).toThrow(
    /is no operator of dense layers/,
  );
});
