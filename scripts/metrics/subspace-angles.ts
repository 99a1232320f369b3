import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';

/**
 * Principal angles between the column spaces of two matrices, the largest first, in radians. Small angles come from
 * sines and large ones from cosines, since either loses its digits where it is near 1 (Björck & Golub 1973).
 *
 * @param a [dims, k] of full column rank
 * @param b [dims, k] of full column rank
 */
export function principalAngles(a: Matrix, b: Matrix): readonly number[] {
  const [u, v] = [basis(a), basis(b)];
  const overlap = u.transpose().mmul(v);
  const residual = Matrix.sub(v, u.mmul(overlap));
  const cosines = new SingularValueDecomposition(overlap).diagonal; // falling
  const sines = new SingularValueDecomposition(residual).diagonal.toSorted((first, second) => first - second);
  return cosines
    .map((cosine, at) =>
      cosine ** 2 < 0.5 ? Math.acos(Math.min(1, cosine)) : Math.asin(Math.min(1, sines[at]!)),
    )
    .reverse();
}

/** Orthonormal columns that span the same space. */
const basis = (matrix: Matrix) => new QrDecomposition(matrix).orthogonalMatrix;
