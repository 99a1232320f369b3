import { loadMnistCodes } from './codes.ts';
import type { Dataset, DatasetId } from './dataset.ts';
import { DatasetError } from './error.ts';
import { loadGaussians, type GaussiansOptions } from './gaussians.ts';
import { loadMnist, type MnistOptions } from './mnist.ts';
import { loadScenes, loadScenesOfStrokes, type ScenesOptions } from './scenes.ts';
import { loadShapes, type ShapesOptions } from './shapes.ts';
import { loadStrokes, type StrokesOptions } from './strokes.ts';

export type DatasetOptions = Partial<
  MnistOptions & StrokesOptions & ShapesOptions & ScenesOptions & GaussiansOptions
>;

const loaders: Readonly<Record<DatasetId, (options: DatasetOptions) => Promise<Dataset>>> = {
  mnist: loadMnist,
  'mnist-codes': loadMnistCodes,
  strokes: loadStrokes,
  shapes: (options) => loadShapes('shapes', options),
  'shapes-identifiable': (options) => loadShapes('shapes-identifiable', options),
  scenes: loadScenes,
  'scenes-strokes': loadScenesOfStrokes,
  'gaussians-ring': (options) => loadGaussians('gaussians-ring', options),
  'gaussians-grid': (options) => loadGaussians('gaussians-grid', options),
};

/**
 * @param options where the data come from and who hears about it; the defaults are what a person at a terminal wants
 * @throws DatasetError that lists the known ids, or says what is wrong with the data
 */
export async function loadDataset(id: string, options: DatasetOptions = {}): Promise<Dataset> {
  const load = Object.entries(loaders).find(([known]) => known === id)?.[1];
  if (load) return load(options);
  throw new DatasetError(`There is no data set "${id}". Known: ${Object.keys(loaders).join(', ')}.`);
}
