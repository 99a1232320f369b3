import { openSession, type TensorValue } from '#scripts/engine.ts';
import { writeOnnx } from '#scripts/graph/onnx.ts';
import { gemm } from '#scripts/graph/ops/matrix.ts';
import { input } from '#scripts/graph/tensor.ts';

export interface Neighbours {
  /** [queries, k] rows of the references, the nearest first */
  readonly indices: Int32Array;
  /** [queries, k] Euclidean distances */
  readonly distances: Float64Array;
}

const [QUERIES, REFERENCES] = [250, 5_000]; // a product of 5 MB

/**
 * The k nearest references of each query. Candidates come from one matrix product per block, since
 * |q − r|² = |q|² − 2q·r + |r|²; their distances are computed again in float64.
 *
 * @param queries    [queries, dims]
 * @param references [references, dims], at least k
 */
export async function nearestNeighbours(
  queries: TensorValue,
  references: TensorValue,
  k: number,
): Promise<Neighbours> {
  const [count, dims] = queries.shape as readonly [number, number];
  const referenceCount = references.shape[0]!;
  if (referenceCount < k)
    throw new RangeError(`${k} neighbours were asked for; there are ${referenceCount} references.`);
  const centre = meanRow(references); // far from the origin float32 has few digits left for distances
  const [q, r] = [centred(queries, centre), centred(references, centre)];
  const norms = Float64Array.from({ length: referenceCount }, (_, row) =>
    squaredNorm(r.subarray(row * dims, (row + 1) * dims)),
  );
  const products = gemm(
    input('queries', ['queries', dims]),
    input('references', ['references', dims]),
    undefined,
    {
      transposeB: true,
    },
  );
  const session = await openSession(writeOnnx({ products }, 'products'), { backend: 'cpu', threads: 1 });
  const indices = new Int32Array(count * k);
  const distances = new Float64Array(count * k);
  const block = (rows: Float32Array, from: number, to: number): TensorValue => ({
    data: rows.subarray(from * dims, to * dims),
    shape: [to - from, dims],
  });
  for (let from = 0; from < count; from += QUERIES) {
    const to = Math.min(from + QUERIES, count);
    const nearest = Array.from({ length: to - from }, () => new Candidates(k));
    for (let start = 0; start < referenceCount; start += REFERENCES) {
      const end = Math.min(start + REFERENCES, referenceCount);
      const { data } = (await session.run({ queries: block(q, from, to), references: block(r, start, end) }))[
        'products'
      ] as { data: Float32Array };
      for (const [query, candidates] of nearest.entries()) {
        const offset = query * (end - start) - start;
        for (let row = start; row < end; row++) candidates.offer(row, norms[row]! - 2 * data[offset + row]!);
      }
    }
    for (const [query, { rows }] of nearest.entries()) {
      const exact = Array.from(rows, (row) => ({
        row,
        distance: distance(queries, from + query, references, row),
      })).sort((a, b) => a.distance - b.distance || a.row - b.row);
      for (const [place, found] of exact.entries()) {
        indices[(from + query) * k + place] = found.row;
        distances[(from + query) * k + place] = found.distance;
      }
    }
  }
  await session.release();
  return { indices, distances };
}

/** The k lowest values offered, in order. */
class Candidates {
  readonly rows: Int32Array;
  private readonly values: Float64Array;

  constructor(k: number) {
    this.rows = new Int32Array(k);
    this.values = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
  }

  offer(row: number, value: number): void {
    let place = this.values.length - 1;
    if (value >= this.values[place]!) return;
    for (; place > 0 && this.values[place - 1]! > value; place--) {
      this.values[place] = this.values[place - 1]!;
      this.rows[place] = this.rows[place - 1]!;
    }
    this.values[place] = value;
    this.rows[place] = row;
  }
}

function meanRow({ data, shape }: TensorValue): Float64Array {
  const [count, dims] = shape as readonly [number, number];
  const sums = new Float64Array(dims);
  for (let at = 0; at < data.length; at++) sums[at % dims]! += Number(data[at]);
  return sums.map((sum) => sum / count);
}

function centred({ data, shape }: TensorValue, centre: Float64Array): Float32Array {
  const dims = shape[1]!;
  return Float32Array.from({ length: data.length }, (_, at) => Number(data[at]) - centre[at % dims]!);
}

const squaredNorm = (row: Float32Array) => {
  let sum = 0;
  for (const value of row) sum += value * value;
  return sum;
};

function distance(a: TensorValue, aRow: number, b: TensorValue, bRow: number): number {
  const dims = a.shape[1]!;
  let sum = 0;
  for (let dim = 0; dim < dims; dim++) {
    sum += (Number(a.data[aRow * dims + dim]) - Number(b.data[bRow * dims + dim])) ** 2;
  }
  return Math.sqrt(sum);
}
