/** The training steps that `npm run bench` times: whole models, and single convolutions of the shapes that they have. */
import { seededRandomStream, type RandomStream } from '#scripts/random.ts';
import type { ConvGeometry, Operators } from './operators.ts';
import { normals, pixels, zeros, type Values, type Workload } from './workload.ts';

type Named<T> = Readonly<Record<string, T>>;

/** Parts of the benchmark by the names that it takes. */
export const PARTS = {
  dense: () => [autoencoder()],
  vae: () => [vae()],
  dcgan: () => [dcgan()],
  pixelcnn: () => [pixelCnn()],
  conv: () => LAYERS.map(convolution),
} satisfies Record<string, () => readonly Workload[]>;

export type Part = keyof typeof PARTS;

/** Dense layers 784-512-256-32-256-512-784, with ReLU between. */
function autoencoder(): Workload {
  const random = seededRandomStream(1);
  const dims = [784, 512, 256, 32, 256, 512, 784];
  const codeLayer = 2;
  return {
    title: 'dense autoencoder',
    batchSize: 128,
    params: denseStack(random, 'net', dims),
    inputs: { x: pixels(seededRandomStream(2), [128, 784]) },
    images: [],
    optimizer: 'adam',
    updates: [
      {
        name: 'train',
        moves: ['net'],
        loss<T>(o: Operators<T>, values: Named<T>) {
          const { x } = values as { x: T };
          let hidden = x;
          for (let layer = 0; layer < dims.length - 1; layer++) {
            const output = o.dense(hidden, ...layerOf(values, `net.${layer}`));
            if (layer === dims.length - 2) hidden = o.sigmoid(output);
            else hidden = layer === codeLayer ? output : o.relu(output);
          }
          return o.mean(o.square(o.sub(hidden, x)));
        },
      },
    ],
  };
}

/** Dense layers with SiLU, 20 latents, a Bernoulli likelihood (Kingma & Welling 2014). */
function vae(): Workload {
  const random = seededRandomStream(1);
  const [batchSize, latents] = [128, 20];
  const encoder = [784, 512, 256, 2 * latents];
  const decoder = [latents, 256, 512, 784];
  return {
    title: 'VAE',
    batchSize,
    params: { ...denseStack(random, 'net.encoder', encoder), ...denseStack(random, 'net.decoder', decoder) },
    inputs: {
      x: pixels(seededRandomStream(2), [batchSize, 784]),
      epsilon: normals(seededRandomStream(3), [batchSize, latents]),
    },
    images: [],
    optimizer: 'adam',
    updates: [
      {
        name: 'train',
        moves: ['net'],
        loss<T>(o: Operators<T>, values: Named<T>) {
          const stack = (name: string, layers: number, x: T) => {
            let hidden = x;
            for (let layer = 0; layer < layers; layer++) {
              const output = o.dense(hidden, ...layerOf(values, `${name}.${layer}`));
              hidden = layer === layers - 1 ? output : o.silu(output);
            }
            return hidden;
          };
          const { x, epsilon } = values as { x: T; epsilon: T };
          const posterior = stack('net.encoder', 3, x);
          const mean = o.columns(posterior, 0, latents);
          const logVar = o.scale(o.columns(posterior, latents, 2 * latents), 0.1); // near the prior, as it starts
          const z = o.add(mean, o.mul(o.exp(o.scale(logVar, 0.5)), epsilon));
          const divergence = o.mean(o.sub(o.add(o.square(mean), o.exp(logVar)), logVar));
          const likelihood = crossEntropy(o, stack('net.decoder', 3, z), x);
          return o.add(o.scale(likelihood, 784), o.scale(divergence, latents / 2));
        },
      },
    ],
  };
}

/** A generator by depth-to-space and a discriminator by strides, in turn (after DCGAN: Radford et al. 2016). */
function dcgan(): Workload {
  const random = seededRandomStream(1);
  const [batchSize, latents] = [64, 64];
  const same: ConvGeometry = { stride: 1, padding: [1, 1, 1, 1] };
  const halved: ConvGeometry = { stride: 2, padding: [1, 1, 1, 1] };
  const generate = <T>(o: Operators<T>, values: Named<T>) => {
    const seed = o.leakyRelu(o.dense(values['z']!, ...layerOf(values, 'generator.dense')));
    const grow = (name: string, image: T) => o.depthToSpace(o.conv(image, ...layerOf(values, name), same), 2);
    const image14 = o.leakyRelu(grow('generator.conv7', o.toImage(seed, 64, 7, 7)));
    const image28 = o.leakyRelu(grow('generator.conv14', image14));
    return o.sigmoid(o.conv(image28, ...layerOf(values, 'generator.conv28'), same));
  };
  const discriminate = <T>(o: Operators<T>, values: Named<T>, image: T) => {
    let hidden = image;
    for (const name of ['discriminator.conv14', 'discriminator.conv7', 'discriminator.conv4'])
      hidden = o.leakyRelu(o.conv(hidden, ...layerOf(values, name), halved));
    return o.dense(o.flatten(hidden), ...layerOf(values, 'discriminator.score'));
  };
  return {
    title: 'DCGAN',
    batchSize,
    params: {
      ...layer('generator.dense', normals(random, [latents, 64 * 49], 0.17), 64 * 49),
      ...layer('generator.conv7', kernel(random, 128, 64, 3, 3), 128),
      ...layer('generator.conv14', kernel(random, 64, 32, 3, 3), 64),
      ...layer('generator.conv28', kernel(random, 1, 16, 3, 3), 1),
      ...layer('discriminator.conv14', kernel(random, 32, 1, 4, 4), 32),
      ...layer('discriminator.conv7', kernel(random, 64, 32, 4, 4), 64),
      ...layer('discriminator.conv4', kernel(random, 64, 64, 3, 3), 64),
      ...layer('discriminator.score', normals(random, [64 * 16, 1], 0.03), 1),
    },
    inputs: {
      x: pixels(seededRandomStream(2), [batchSize, 1, 28, 28]),
      z: normals(seededRandomStream(3), [batchSize, latents]),
    },
    images: ['x'],
    optimizer: 'adam',
    updates: [
      {
        name: 'discriminator',
        moves: ['discriminator'],
        loss(o, values) {
          const real = discriminate(o, values, values['x']!);
          const fake = discriminate(o, values, generate(o, values));
          return o.add(o.mean(o.softplus(o.scale(real, -1))), o.mean(o.softplus(fake)));
        },
      },
      {
        name: 'generator',
        moves: ['generator'],
        loss: (o, values) => o.mean(o.softplus(o.scale(discriminate(o, values, generate(o, values)), -1))),
      },
    ],
  };
}

/** Masked convolutions of 32 channels with residual connections (van den Oord et al. 2016). */
function pixelCnn(): Workload {
  const random = seededRandomStream(1);
  const [batchSize, channels, layers] = [32, 32, 5];
  const above: ConvGeometry = { stride: 1, padding: [1, 1, 0, 1] };
  const hidesItself = [Array<number>(7).fill(1), [1, 1, 1, 0, 0, 0, 0]];
  const showsItself = [
    [1, 1, 1],
    [1, 1, 0],
  ];
  const residual: Record<string, Values> = {};
  for (let index = 0; index < layers; index++) {
    Object.assign(residual, layer(`net.${index}`, kernel(random, channels, channels, 2, 3, 1), channels));
  }
  return {
    title: 'PixelCNN',
    batchSize,
    params: {
      ...layer('net.first', kernel(random, channels, 1, 2, 7), channels),
      ...residual,
      ...layer('net.mix', kernel(random, channels, channels, 1, 1), channels),
      ...layer('net.last', kernel(random, 1, channels, 1, 1), 1),
    },
    inputs: { x: pixels(seededRandomStream(2), [batchSize, 1, 28, 28]) },
    images: ['x'],
    optimizer: 'adam',
    updates: [
      {
        name: 'train',
        moves: ['net'],
        loss<T>(o: Operators<T>, values: Named<T>) {
          const masked = (
            name: string,
            image: T,
            taps: readonly (readonly number[])[],
            geometry: ConvGeometry,
          ) => {
            const [weight, bias] = layerOf(values, name);
            return o.conv(image, o.mask(weight, taps), bias, geometry);
          };
          const x = values['x']!;
          let hidden = masked('net.first', x, hidesItself, { stride: 1, padding: [1, 3, 0, 3] });
          for (let index = 0; index < layers; index++)
            hidden = o.add(hidden, o.relu(masked(`net.${index}`, hidden, showsItself, above)));
          const point: ConvGeometry = { stride: 1, padding: [0, 0, 0, 0] };
          const mixed = o.relu(o.conv(o.relu(hidden), ...layerOf(values, 'net.mix'), point));
          return o.scale(crossEntropy(o, o.conv(mixed, ...layerOf(values, 'net.last'), point), x), 784);
        },
      },
    ],
  };
}

interface Layer {
  readonly batchSize: number;
  readonly size: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
}

const LAYERS: readonly Layer[] = [
  { batchSize: 128, size: 28, inputs: 1, outputs: 32, kernel: 3, stride: 1 },
  { batchSize: 128, size: 28, inputs: 1, outputs: 32, kernel: 4, stride: 2 },
  { batchSize: 64, size: 28, inputs: 32, outputs: 32, kernel: 3, stride: 1 },
  { batchSize: 128, size: 14, inputs: 32, outputs: 64, kernel: 3, stride: 1 },
  { batchSize: 128, size: 14, inputs: 32, outputs: 64, kernel: 4, stride: 2 },
  { batchSize: 128, size: 14, inputs: 32, outputs: 64, kernel: 3, stride: 2 },
  { batchSize: 128, size: 7, inputs: 64, outputs: 64, kernel: 3, stride: 1 },
  { batchSize: 128, size: 14, inputs: 64, outputs: 32, kernel: 1, stride: 1 },
  { batchSize: 128, size: 28, inputs: 32, outputs: 1, kernel: 3, stride: 1 },
];

/** One convolution forward, and the gradients of image, kernel and bias from a gradient that is given. */
function convolution({ batchSize, size, inputs, outputs, kernel: side, stride }: Layer): Workload {
  const random = seededRandomStream(1);
  const before = Math.floor((side - 1) / 2);
  const geometry: ConvGeometry = { stride, padding: [before, before, before, before] };
  const outputSize = Math.floor((size + 2 * before - side) / stride) + 1;
  const apply = <T>(o: Operators<T>, values: Named<T>) =>
    o.conv(values['net.x']!, ...layerOf(values, 'net.conv'), geometry);
  return {
    title: `${size}×${size}, ${inputs} → ${outputs}, ${side}×${side}${stride > 1 ? `, stride ${stride}` : ''}`,
    batchSize,
    params: {
      'net.x': normals(random, [batchSize, inputs, size, size]),
      ...layer('net.conv', kernel(random, outputs, inputs, side, side), outputs),
    },
    inputs: { grad: normals(random, [batchSize, outputs, outputSize, outputSize]) },
    images: ['net.x', 'grad'],
    optimizer: 'none',
    updates: [
      {
        name: 'layer',
        moves: ['net'],
        loss: (o, values) => o.mean(o.mul(apply(o, values), values['grad']!)),
      },
    ],
    forward: apply,
  };
}

/** −log p(x) of Bernoulli pixels, in nats, as a mean over pixels. */
function crossEntropy<T>(o: Operators<T>, logits: T, x: T): T {
  return o.mean(o.sub(o.softplus(logits), o.mul(x, logits)));
}

/** Weight and bias of a layer. */
const layerOf = <T>(values: Named<T>, name: string): [T, T] => [
  values[`${name}.weight`]!,
  values[`${name}.bias`]!,
];

const layer = (name: string, weight: Values, outputs: number): Record<string, Values> => ({
  [`${name}.weight`]: weight,
  [`${name}.bias`]: zeros([outputs]),
});

const kernel = (
  random: RandomStream,
  outputs: number,
  inputs: number,
  rows: number,
  columns: number,
  gain = Math.SQRT2,
) => normals(random, [outputs, inputs, rows, columns], gain / Math.sqrt(inputs * rows * columns));

function denseStack(random: RandomStream, name: string, dims: readonly number[]): Record<string, Values> {
  const layers = dims.slice(1).map((outputs, index) => {
    const inputs = dims[index]!;
    return layer(`${name}.${index}`, normals(random, [inputs, outputs], Math.sqrt(2 / inputs)), outputs);
  });
  return Object.assign({}, ...layers) as Record<string, Values>;
}
