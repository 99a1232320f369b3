/**
 * MNIST (LeCun, Cortes & Burges 1998) from its canonical IDX files: from the folder `MNIST_DIR`, else
 * `../shared/data/mnist`, else a cache of the project's own that is filled by download.
 */
import { fileURLToPath } from 'node:url';
import type { Dataset, Split } from './dataset.ts';
import { consoleDownloadProgress } from './download-progress.ts';
import { canonicalMnistFiles, mnistMirrors, type MnistFiles } from './mnist-files.ts';
import { mnistReader, type MnistSource } from './mnist-source.ts';

export interface MnistOptions extends MnistSource {
  readonly files: MnistFiles;
}

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * The first 50,000 training images to train on, the last 10,000 to select on, and the 10,000 test images.
 *
 * @throws DatasetError where a file is missing, damaged or another one, or cannot be downloaded
 */
export async function loadMnist(options: Partial<MnistOptions> = {}): Promise<Dataset> {
  const settings: MnistOptions = {
    directory: process.env['MNIST_DIR'] || undefined,
    sharedDirectory: fromRoot('../shared/data/mnist'),
    cacheDirectory: fromRoot('.cache/mnist'),
    mirrors: mnistMirrors,
    files: canonicalMnistFiles,
    fetch,
    progress: consoleDownloadProgress(process.stderr),
    ...options,
  };
  const { validationCount, ...files } = settings.files;
  const { trainImages, trainLabels, testImages, testLabels } = files;
  const load = mnistReader(settings);
  const train: Split = {
    images: await load(trainImages),
    labels: await load(trainLabels),
    count: trainImages.shape[0],
  };
  const test: Split = {
    images: await load(testImages),
    labels: await load(testLabels),
    count: testImages.shape[0],
  };
  const [, height, width] = trainImages.shape;
  const trainCount = train.count - validationCount;
  return {
    id: 'mnist',
    height,
    width,
    train: slice(train, 0, trainCount),
    validation: slice(train, trainCount, train.count),
    test,
    name: { ko: 'MNIST 손글씨 숫자', en: 'MNIST handwritten digits' },
    source:
      'Y. LeCun, C. Cortes and C. J. C. Burges, The MNIST database of handwritten digits, 1998 ' +
      '(http://yann.lecun.com/exdb/mnist/), made from NIST Special Databases 1 and 3',
    licence:
      'The original page states no licence. CC BY-SA 3.0, with Y. LeCun and C. Cortes as holders, is what Keras and PyMVPA state for their copies.',
    sha256: Object.fromEntries(Object.values(files).map(({ name, sha256 }) => [name, sha256])),
  };
}

function slice({ images, labels, count }: Split, from: number, to: number): Split {
  const size = images.length / count;
  return {
    images: images.subarray(from * size, to * size),
    labels: labels.subarray(from, to),
    count: to - from,
  };
}
