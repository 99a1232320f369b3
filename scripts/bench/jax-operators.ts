import * as jax from '@jax-js/jax';
import { nn, numpy as np } from '@jax-js/jax';
import { LEAK, type ConvGeometry, type Operators } from './operators.ts';

/**
 * jax-js at its best: images with their channels last, and convolutions as one matrix product of their pixels under each
 * tap (im2col), whose pieces are compiled one by one. Compiled together, the product would gather the pixels
 * anew for each of its terms, at a tenth of the rate; so is jax-js's own convolution.
 *
 * jax-js's operators use their arguments up. These do not: what they make belongs to `within`, which releases it.
 */
export class JaxOperators implements Operators<np.Array> {
  #owned: np.Array[] = [];

  /** Runs a computation that may use its arguments and what it makes freely, and releases all but the result. */
  within(args: readonly np.Array[], compute: () => np.Array): np.Array {
    const outer = this.#owned;
    this.#owned = [...args];
    const result = compute().ref;
    for (const array of this.#owned) array.dispose();
    this.#owned = outer;
    return result;
  }

  #own(array: np.Array): np.Array {
    this.#owned.push(array);
    return array;
  }

  dense(x: np.Array, weight: np.Array, bias: np.Array): np.Array {
    return this.#own(np.matmul(x.ref, weight.ref).add(bias.ref));
  }

  conv(image: np.Array, kernel: np.Array, bias: np.Array, geometry: ConvGeometry): np.Array {
    const [outputs, inputs, rows, columns] = kernel.shape as [number, number, number, number];
    const { framed, taps, size } = unfolding(image.shape, [rows, columns], geometry);
    const pixels = size[0] * size[1] * size[2];
    const blocks = framed(image.ref);
    const views = taps.map((tap) => tap(blocks.ref));
    blocks.dispose();
    const unfolded = views.length === 1 ? views[0]! : joined(...views);
    const weights = unfoldedKernel(kernel.ref).reshape([rows * columns * inputs, outputs]);
    const product = affine(unfolded.reshape([pixels, rows * columns * inputs]), weights, bias.ref);
    return this.#own(product.reshape([...size, outputs]));
  }

  depthToSpace(image: np.Array, factor: number): np.Array {
    const [batch, height, width, depth] = image.shape as [number, number, number, number];
    const channels = depth / factor ** 2;
    const blocks = image.ref.reshape([batch, height, width, factor, factor, channels]);
    const spread = np.transpose(blocks, [0, 1, 3, 2, 4, 5]);
    return this.#own(spread.reshape([batch, factor * height, factor * width, channels]));
  }

  toImage(x: np.Array, channels: number, height: number, width: number): np.Array {
    const batch = x.shape[0]!;
    return this.#own(np.transpose(x.ref.reshape([batch, channels, height, width]), [0, 2, 3, 1]));
  }

  flatten(image: np.Array): np.Array {
    const [batch, height, width, channels] = image.shape as [number, number, number, number];
    return this.#own(np.transpose(image.ref, [0, 3, 1, 2]).reshape([batch, channels * height * width]));
  }

  columns(x: np.Array, from: number, to: number): np.Array {
    return this.#own(x.ref.slice([], [from, to]));
  }

  relu = this.#compiled((x) => nn.relu(x));
  leakyRelu = this.#compiled((x) => nn.leakyRelu(x, LEAK));
  silu = this.#compiled((x) => nn.silu(x));
  sigmoid = this.#compiled((x) => nn.sigmoid(x));
  softplus = this.#compiled((x) => nn.softplus(x));
  exp = this.#compiled((x) => np.exp(x));
  square = this.#compiled((x) => np.square(x));

  add(a: np.Array, b: np.Array): np.Array {
    return this.#own(a.ref.add(b.ref));
  }

  sub(a: np.Array, b: np.Array): np.Array {
    return this.#own(a.ref.sub(b.ref));
  }

  mul(a: np.Array, b: np.Array): np.Array {
    return this.#own(a.ref.mul(b.ref));
  }

  scale(x: np.Array, factor: number): np.Array {
    return this.#own(x.ref.mul(factor));
  }

  mask(kernel: np.Array, taps: readonly (readonly number[])[]): np.Array {
    const shown = np.array(taps.map((row) => [...row])).reshape([1, 1, taps.length, taps[0]!.length]);
    return this.#own(kernel.ref.mul(shown));
  }

  mean(x: np.Array): np.Array {
    return this.#own(np.mean(x.ref));
  }

  #compiled(operator: (x: np.Array) => np.Array): (x: np.Array) => np.Array {
    const compiled = jax.jit(operator);
    return (x) => this.#own(compiled(x.ref));
  }
}

const joined = jax.jit((...views: np.Array[]) => np.concatenate(views, -1));
const affine = jax.jit((x: np.Array, weight: np.Array, bias: np.Array) => np.matmul(x, weight).add(bias));
const unfoldedKernel = jax.jit((kernel: np.Array) => np.transpose(kernel, [2, 3, 1, 0]));

interface Unfolding {
  /** The padded image, its rows and columns cut into strides. */
  framed(image: np.Array): np.Array;
  /** For each tap, the pixels under it. */
  readonly taps: readonly ((blocks: np.Array) => np.Array)[];
  /** Batch, height and width of the convolution's output. */
  readonly size: readonly [number, number, number];
}

const unfoldings = new Map<string, Unfolding>();

/** Compiled once for each shape of image. */
function unfolding(
  shape: readonly number[],
  [rows, columns]: readonly [number, number],
  { stride, padding: [top, left, bottom, right] }: ConvGeometry,
): Unfolding {
  const key = [shape, rows, columns, stride, top, left, bottom, right].join();
  const known = unfoldings.get(key);
  if (known) return known;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const outputHeight = Math.floor((height + top + bottom - rows) / stride) + 1;
  const outputWidth = Math.floor((width + left + right - columns) / stride) + 1;
  const blockRows = Math.ceil((height + top + bottom) / stride);
  const blockColumns = Math.ceil((width + left + right) / stride);
  const framed = jax.jit((image: np.Array) =>
    np
      .pad(image, [
        [0, 0],
        [top, stride * blockRows - height - top],
        [left, stride * blockColumns - width - left],
        [0, 0],
      ])
      .reshape([batch, blockRows, stride, blockColumns, stride, channels]),
  );
  const taps = Array.from({ length: rows * columns }, (_, tap) => {
    const [row, column] = [Math.floor(tap / columns), tap % columns];
    const [down, across] = [Math.floor(row / stride), Math.floor(column / stride)];
    return jax.jit((blocks: np.Array) =>
      blocks.slice(
        [],
        [down, down + outputHeight],
        row % stride,
        [across, across + outputWidth],
        column % stride,
        [],
      ),
    );
  });
  const made: Unfolding = { framed, taps, size: [batch, outputHeight, outputWidth] };
  unfoldings.set(key, made);
  return made;
}
