/** Multinomial logistic regression, a linear classifier on fixed features. */
import { openSession, type Session, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { input } from '#scripts/graph/tensor.ts';
import { argmax } from './classification.ts';
import { minimize } from '#src/math/lbfgs.ts';

export interface LogisticOptions {
  readonly classes: number;
  /** Weight λ of λ/2 · |w|² beside the sum of log-losses; the bias is free. */
  readonly penalty: number;
  readonly maxIterations?: number;
}

export interface LinearClassifier {
  /** @param features [count, dims] → log-probabilities of the classes but for a constant of each row, [count, classes] */
  logits(features: TensorValue): Promise<TensorValue>;
  /** The likeliest class of each row. */
  predict(features: TensorValue): Promise<Uint8Array>;
}

/**
 * Fitted by L-BFGS to features that are shifted and scaled to mean 0 and, over all together, to mean square 1: a
 * scale for each would blow up pixels that are almost always paper.
 *
 * @param features [count, dims]
 * @param labels   [count]
 */
export async function fitLogisticRegression(
  features: TensorValue,
  labels: Uint8Array,
  { classes, penalty, maxIterations = 300 }: LogisticOptions,
): Promise<LinearClassifier> {
  const standardize = standardizer(features);
  const x = withOnes(standardize(features));
  const [count, width] = x.shape as readonly [number, number];
  const products = await openProducts();
  const weightsOf = (flat: Float64Array): TensorValue => ({
    data: Float32Array.from(flat),
    shape: [width, classes],
  });

  const bias = (width - 1) * classes; // where the free row of the weights begins
  const objective = async (flat: Float64Array) => {
    const logits = await products.forward(x, weightsOf(flat));
    const { loss, residuals } = crossEntropy(logits, labels);
    const gradient = Float64Array.from(await products.backward(x, residuals));
    let value = loss;
    for (let at = 0; at < bias; at++) {
      value += (penalty / 2) * flat[at]! ** 2;
      gradient[at]! += penalty * flat[at]!;
    }
    return { value: value / count, gradient: gradient.map((entry) => entry / count) };
  };
  const solution = weightsOf(
    await minimize(objective, new Float64Array(width * classes), { maxIterations, tolerance: 1e-6 }),
  );
  await products.close();

  const logits = async (rows: TensorValue) => {
    const session = await openProducts();
    const result = await session.forward(withOnes(standardize(rows)), solution);
    await session.close();
    return result;
  };
  return {
    logits,
    async predict(rows) {
      const scores = await logits(rows);
      return Uint8Array.from({ length: rows.shape[0]! }, (_, row) => argmax(scores, row));
    },
  };
}

/** Σ −log softmax(logits)[label], and its derivative by the logits. */
function crossEntropy(
  logits: TensorValue,
  labels: Uint8Array,
): { readonly loss: number; readonly residuals: TensorValue } {
  const [count, classes] = logits.shape as readonly [number, number];
  const residuals = new Float32Array(count * classes);
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const from = row * classes;
    let largest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classes; label++)
      largest = Math.max(largest, Number(logits.data[from + label]));
    let total = 0;
    for (let label = 0; label < classes; label++) {
      const share = Math.exp(Number(logits.data[from + label]) - largest);
      residuals[from + label] = share;
      total += share;
    }
    for (let label = 0; label < classes; label++) residuals[from + label]! /= total;
    loss += Math.log(total) + largest - Number(logits.data[from + labels[row]!]);
    residuals[from + labels[row]!]! -= 1;
  }
  return { loss, residuals: { data: residuals, shape: logits.shape } };
}

/** Subtracts the mean row and divides by the root mean square of all that is left. */
function standardizer({ data, shape }: TensorValue): (rows: TensorValue) => TensorValue {
  const [count, dims] = shape as readonly [number, number];
  const mean = new Float64Array(dims);
  for (let at = 0; at < data.length; at++) mean[at % dims]! += Number(data[at]) / count;
  let squares = 0;
  for (let at = 0; at < data.length; at++) squares += (Number(data[at]) - mean[at % dims]!) ** 2;
  const scale = squares > 0 ? Math.sqrt(data.length / squares) : 1;
  return (rows) => ({
    data: Float32Array.from(
      { length: rows.data.length },
      (_, at) => scale * (Number(rows.data[at]) - mean[at % dims]!),
    ),
    shape: rows.shape,
  });
}

/** A last feature that is always 1, for the bias. */
function withOnes({ data, shape }: TensorValue): TensorValue {
  const [count, dims] = shape as readonly [number, number];
  const wide = new Float32Array(count * (dims + 1)).fill(1);
  for (let row = 0; row < count; row++) {
    wide.set((data as Float32Array).subarray(row * dims, (row + 1) * dims), row * (dims + 1));
  }
  return { data: wide, shape: [count, dims + 1] };
}

interface Products {
  /** x · weights */
  forward(x: TensorValue, weights: TensorValue): Promise<TensorValue>;
  /** xᵀ · residuals, flat */
  backward(x: TensorValue, residuals: TensorValue): Promise<Float32Array>;
  close(): Promise<void>;
}

async function openProducts(): Promise<Products> {
  const x = input('x', ['count', 'dims']);
  const open = (y: ReturnType<typeof gemm>): Promise<Session> =>
    openSession(writeOnnx({ y }, 'product'), { backend: 'cpu', threads: 1 });
  const forward = await open(gemm(x, input('weights', ['dims', 'classes'])));
  const backward = await open(
    gemm(x, input('residuals', ['count', 'classes']), undefined, { transposeA: true }),
  );
  return {
    forward: async (rows, weights) => (await forward.run({ x: rows, weights }))['y']!,
    backward: async (rows, residuals) =>
      (await backward.run({ x: rows, residuals }))['y']!.data as Float32Array,
    async close() {
      await forward.release();
      await backward.release();
    },
  };
}
