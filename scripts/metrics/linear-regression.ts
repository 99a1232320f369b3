/** Linear least squares, to hold networks against that predict numbers. */
import { Matrix, solve } from 'ml-matrix';
import { openSession, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { input } from '#scripts/graph/tensor.ts';

const BATCH = 1_000;

/**
 * The affine map of least squares with λ · |w|² beside the sum (ridge regression: Hoerl & Kennard 1970); the bias is
 * free. Products are in float32 over batches, sums and the solution in float64.
 *
 * @param features [count, dims]
 * @param targets  [count, outputs]
 * @param penalty  λ; above 0 where features may be constant
 * @returns        predictions [rows, outputs] for features [rows, dims]
 */
export async function fitLinearRegression(
  features: TensorValue,
  targets: TensorValue,
  penalty = 1,
): Promise<(rows: TensorValue) => TensorValue> {
  const [dims, outputs] = [features.shape[1]!, targets.shape[1]!];
  const [means, targetMeans] = [columnMeans(features), columnMeans(targets)];
  const [x, y] = [centred(features, means), centred(targets, targetMeans)];
  const gram = await productOfColumns(x, x);
  for (let dim = 0; dim < dims; dim++) gram.set(dim, dim, gram.get(dim, dim) + penalty);
  const weights = solve(gram, await productOfColumns(x, y));
  return (rows) => {
    const centredRows = centred(rows, means);
    const predictions = new Float32Array(rows.shape[0]! * outputs);
    for (let at = 0; at < predictions.length; at++) {
      const [row, output] = [Math.floor(at / outputs), at % outputs];
      let value = targetMeans[output]!;
      for (let dim = 0; dim < dims; dim++)
        value += Number(centredRows.data[row * dims + dim]) * weights.get(dim, output);
      predictions[at] = value;
    }
    return { data: predictions, shape: [rows.shape[0]!, outputs] };
  };
}

function columnMeans({ data, shape }: TensorValue): Float64Array {
  const [count, dims] = shape as readonly [number, number];
  const means = new Float64Array(dims);
  for (let at = 0; at < data.length; at++) means[at % dims]! += Number(data[at]) / count;
  return means;
}

function centred({ data, shape }: TensorValue, means: Float64Array): TensorValue {
  const shifted = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) shifted[at] = Number(data[at]) - means[at % means.length]!;
  return { data: shifted, shape };
}

/** aᵀb, [dims of a, dims of b] */
async function productOfColumns(a: TensorValue, b: TensorValue): Promise<Matrix> {
  const [count, rows] = a.shape as readonly [number, number];
  const columns = b.shape[1]!;
  const product = gemm(input('a', ['batch', rows]), input('b', ['batch', columns]), undefined, {
    transposeA: true,
  });
  const session = await openSession(writeOnnx({ product }, 'product'), { backend: 'cpu', threads: 1 });
  const sums = new Float64Array(rows * columns);
  const batch = ({ data, shape }: TensorValue, from: number, to: number): TensorValue => ({
    data: data.slice(from * shape[1]!, to * shape[1]!),
    shape: [to - from, shape[1]!],
  });
  for (let from = 0; from < count; from += BATCH) {
    const to = Math.min(count, from + BATCH);
    const { data } = (await session.run({ a: batch(a, from, to), b: batch(b, from, to) }))['product']!;
    for (let at = 0; at < sums.length; at++) sums[at]! += Number(data[at]);
  }
  await session.release();
  return Matrix.from1DArray(rows, columns, sums);
}
