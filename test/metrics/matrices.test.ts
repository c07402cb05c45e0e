import { expect, test } from 'vitest';
import { frechet, frechetOfGaussians, gaussianFit } from '../../src/metrics/index.ts';
import { rowProducts, transposed } from '../../src/metrics/matrices/rowProducts.ts';
import { semidefiniteRoot } from '../../src/metrics/matrices/semidefiniteRoot.ts';
import { symmetricEigen } from '../../src/metrics/matrices/symmetricEigen.ts';
import { fillNormal, keyOf } from '../../src/noise/index.ts';

const normals = (count: number, width: number, name = 'matrices'): Float64Array => {
  const out = new Float64Array(count * width);
  fillNormal(out, width, keyOf(name), 0);
  return out;
};
const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);
/** A symmetric matrix of a rank. */
const gram = (n: number, rank: number): Float64Array => {
  const x = normals(n, rank);
  return rowProducts(x, x, rank);
};

// sizes about the blocks of 4, 32 and 256 that products are made in
test.each([
  [1, 1, 1],
  [5, 3, 7],
  [33, 35, 257],
  [66, 64, 300],
])('the products of %i rows with %i of %i elements are the sums they stand for', (n, m, K) => {
  const [a, b] = [normals(n, K), normals(m, K, 'other')];
  const plain = Float64Array.from({ length: n * m }, (_, at) => {
    const [i, j] = [Math.floor(at / m) * K, (at % m) * K];
    let sum = 0;
    for (let k = 0; k < K; k++) sum += (a[i + k] ?? 0) * (b[j + k] ?? 0);
    return sum;
  });
  // K terms of order 1 round to about K 1e-16
  expect(furthest(rowProducts(a, b, K), plain)).toBeLessThan(1e-12);
});

test('what is said to be 0, or not to be needed, changes nothing else', () => {
  const n = 70;
  const a = normals(n, n);
  for (const shape of ['upper', 'lower'] as const) {
    const b = normals(n, n, 'b').map((value, at) => {
      const [row, column] = [Math.floor(at / n), at % n];
      return (shape === 'upper' ? column < row : column > row) ? 0 : value;
    });
    expect(rowProducts(a, b, n, { b: shape })).toEqual(rowProducts(a, b, n));
  }
  const [all, lower] = [rowProducts(a, a, n), rowProducts(a, a, n, { isLower: true })];
  const kept = (c: Float64Array): Float64Array =>
    c.map((value, at) => (at % n > Math.floor(at / n) ? 0 : value));
  expect(kept(lower)).toEqual(kept(all));
});

test.each([
  [1, 1],
  [2, 2],
  [7, 7],
  [40, 40],
  [41, 12],
  [130, 130],
])(
  'a symmetric matrix of %i rows and rank %i is what its eigenvectors make of its eigenvalues',
  (n, rank) => {
    const matrix = gram(n, rank);
    const lower = matrix.map((value, at) => (at % n > Math.floor(at / n) ? Number.NaN : value));
    const { values, vectors } = symmetricEigen(lower, n);
    const columns = transposed(vectors, n);
    const scaled = columns.map((value, at) => value * (values[at % n] ?? 0));
    const most = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    // n roundings of the largest eigenvalue
    expect(furthest(rowProducts(scaled, columns, n), matrix)).toBeLessThan(1e-14 * n * most);
    const unit = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
    expect(furthest(rowProducts(vectors, vectors, n), unit)).toBeLessThan(1e-14 * n);
  },
);

test('a diagonal matrix has its diagonal as eigenvalues, and one of zeros is no trouble', () => {
  const diagonal = Float64Array.of(3, 0, 0, 0, 1, 0, 0, 0, 2);
  expect([...symmetricEigen(diagonal, 3).values].sort()).toEqual([1, 2, 3]);
  expect([...symmetricEigen(new Float64Array(16), 4).values]).toEqual([0, 0, 0, 0]);
});

test.each([9, 4])(
  'the root of a matrix of nine rows and rank %i has that rank, and is one',
  (rank) => {
    const [n, matrix] = [9, gram(9, rank)];
    const root = semidefiniteRoot(matrix, n);
    expect(root.rank).toBe(rank);
    const made = rowProducts(root.lower, root.lower, rank);
    const ordered = made.map((_, at) => {
      const [i, j] = [root.order[Math.floor(at / n)] ?? 0, root.order[at % n] ?? 0];
      return matrix[i * n + j] ?? 0;
    });
    expect(furthest(made, ordered)).toBeLessThan(1e-12);
  },
);

test('more features than a block: the distance of a set from itself is 0, scaled (1 - c)^2 trace', () => {
  const dimension = 300;
  const x = normals(600, dimension);
  const { mean, covariance } = gaussianFit(x, dimension);
  const trace = mean.reduce((sum, _, d) => sum + (covariance[d * (dimension + 1)] ?? 0), 0);
  const moved = mean.reduce((sum, value) => sum + value ** 2, 0);
  const half = x.map((value) => value / 2);
  // square roots of eigenvalues to 1e-16 of the largest, of which there are 300
  expect(frechet(x, x, { dimension }).value).toBeLessThan(1e-5);
  expect(frechet(x, half, { dimension }).value).toBeCloseTo((trace + moved) / 4, 8);
});

test('Gaussians without spread along some directions are as far apart as their coordinates say', () => {
  const along = (sds: readonly number[]) => ({
    mean: new Float64Array(3),
    covariance: Float64Array.from({ length: 9 }, (_, at) =>
      at % 4 === 0 ? (sds[at / 4] ?? 0) ** 2 : 0,
    ),
  });
  // sum of (sd_a - sd_b)^2
  expect(frechetOfGaussians(along([1, 2, 0]), along([3, 0, 4]))).toBeCloseTo(4 + 4 + 16, 12);
  expect(frechetOfGaussians(along([0, 0, 0]), along([3, 0, 4]))).toBeCloseTo(25, 12);
});
