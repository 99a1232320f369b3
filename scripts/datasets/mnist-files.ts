/** What the canonical MNIST files are. */
export interface IdxFile {
  readonly name: string;
  /** [count] for labels, [count, height, width] for images. */
  readonly shape: readonly [number] | readonly [number, number, number];
  /** Of the unpacked bytes: gz files of the same data differ with the tool that packed them. */
  readonly sha256: string;
}

export interface MnistFiles {
  readonly trainImages: IdxFile & { readonly shape: readonly [number, number, number] };
  readonly trainLabels: IdxFile;
  readonly testImages: IdxFile & { readonly shape: readonly [number, number, number] };
  readonly testLabels: IdxFile;
  /** How many of the last training examples are kept for validation. */
  readonly validationCount: number;
}

export const canonicalMnistFiles: MnistFiles = {
  trainImages: {
    name: 'train-images-idx3-ubyte.gz',
    shape: [60_000, 28, 28],
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte.gz',
    shape: [60_000],
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte.gz',
    shape: [10_000, 28, 28],
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte.gz',
    shape: [10_000],
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
  validationCount: 10_000,
};

/** Public copies; the original page no longer serves the files. */
export const mnistMirrors: readonly string[] = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
];
