import { expect, it } from 'vitest';
import { loadDataset } from '#scripts/datasets/catalogue.ts';

it('a data set is found by its id', async () => {
  const { id, train } = await loadDataset('strokes', { counts: { train: 20, validation: 0, test: 0 } });
  expect({ id, count: train.count }).toEqual({ id: 'strokes', count: 20 });
});

it('an unknown data set is answered with the known ones', async () => {
  await expect(loadDataset('minst')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DatasetError: There is no data set "minst". Known: mnist, mnist-codes, strokes, shapes, shapes-identifiable, scenes, scenes-strokes, gaussians-ring, gaussians-grid.]`,
  );
  await expect(loadDataset('toString')).rejects.toThrow('There is no data set "toString"');
});
