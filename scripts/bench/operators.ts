/** What the networks that are timed are written in, once for every engine. */

export interface ConvGeometry {
  readonly stride: number;
  readonly padding: readonly [top: number, left: number, bottom: number, right: number];
}

/**
 * Operators over an engine's values, vectors and images. An image is [batch, channels, height, width] to those who use
 * it; an engine may lay it out as it likes, so only these operators may change its shape.
 */
export interface Operators<T> {
  /** [batch, inputs] · [inputs, outputs] + [outputs] */
  dense(x: T, weight: T, bias: T): T;
  /** Kernel [outputs, inputs, rows, columns], bias [outputs]. */
  conv(image: T, kernel: T, bias: T, geometry: ConvGeometry): T;
  depthToSpace(image: T, factor: number): T;
  /** From [batch, channels · height · width]. */
  toImage(x: T, channels: number, height: number, width: number): T;
  /** To [batch, channels · height · width]. */
  flatten(image: T): T;
  /** Columns of a matrix. */
  columns(x: T, from: number, to: number): T;
  relu(x: T): T;
  leakyRelu(x: T): T;
  silu(x: T): T;
  sigmoid(x: T): T;
  softplus(x: T): T;
  exp(x: T): T;
  square(x: T): T;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  scale(x: T, factor: number): T;
  /** Times a constant that is not learned, of a kernel's last two axes. */
  mask(kernel: T, taps: readonly (readonly number[])[]): T;
  /** Mean of all, a scalar. */
  mean(x: T): T;
}

/** Slope of `leakyRelu` below zero, as in DCGAN. */
export const LEAK = 0.2;
