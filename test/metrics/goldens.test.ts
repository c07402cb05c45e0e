import { expect, test } from 'vitest';
import {
  cramerVonMises,
  directions,
  energyDistance,
  frechet,
  gaussianFit,
  kid,
  klOfGaussians,
  mmd,
  neighbourhoods,
  sinkhorn,
  slicedWasserstein,
  wasserstein,
} from '../../src/metrics/index.ts';
import golden from '../goldens/metrics.json' with { type: 'json' };

// The file holds 13 digits of values below 2: 1e-9 is ours and theirs to rounding, with room for cancellation.
const digits = 9;
const { values } = golden;
const flat = (rows: readonly number[][], dimension: number): Float64Array =>
  Float64Array.from(rows.flatMap((row) => row.slice(0, dimension)));
const [a, b] = [golden.a, golden.b].map((rows) => (dimension: number) => flat(rows, dimension)) as [
  (dimension: number) => Float64Array,
  (dimension: number) => Float64Array,
];
const first30 = (dimension: number): Float64Array => flat(golden.a.slice(0, 30), dimension);
const sliced = { dimension: 2, directions: Float64Array.from(golden.directions_2d.flat()) };
const [one, two, three] = [{ dimension: 1 }, { dimension: 2 }, { dimension: 3 }];

test('directions in the plane are those of the peers', () => {
  const ours = directions(2, golden.directions_2d.length, [0, 0]);
  for (const [i, value] of golden.directions_2d.flat().entries()) {
    expect(ours[i]).toBeCloseTo(value, 12);
  }
});

test.each([
  ['W1 on the line', wasserstein(a(1), b(1), { ...one, order: 1 }).value, values.w1_1d_col0],
  [
    'W1 on the line, 30 points each',
    wasserstein(first30(1), b(1), { ...one, order: 1 }).value,
    values.w1_1d_col0_first30,
  ],
  ['W2 in the plane', wasserstein(a(2), b(2), two).value, values.w2_2d],
  [
    'W2 in the plane, 30 points each',
    wasserstein(first30(2), b(2), two).value,
    values.w2_2d_first30,
  ],
  ['W2 in space', wasserstein(a(3), b(3), three).value, values.w2_3d],
  ['W2 in space, 30 points each', wasserstein(first30(3), b(3), three).value, values.w2_3d_first30],
  [
    'sliced W1',
    slicedWasserstein(first30(2), b(2), { ...sliced, order: 1 }).value,
    values.sliced_w1_2d_first30,
  ],
  ['sliced W2', slicedWasserstein(first30(2), b(2), sliced).value, values.sliced_w2_2d_first30],
  ['Sinkhorn in the plane', sinkhorn(a(2), b(2), two).value, values['sinkhorn_sq_reg1.0_2d']],
  ['Sinkhorn in space', sinkhorn(a(3), b(3), three).value, values['sinkhorn_sq_reg1.0_3d']],
  ['energy distance in the plane', energyDistance(a(2), b(2), two).value, values.energy_2d_U],
  ['energy distance in space', energyDistance(a(3), b(3), three).value, values.energy_3d_U],
  [
    'MMD, .5, plane',
    mmd(a(2), b(2), { ...two, bandwidth: 0.5 }).value,
    values['mmd2_rbf_sigma0.5_2d_U'],
  ],
  [
    'MMD, 1, plane',
    mmd(a(2), b(2), { ...two, bandwidth: 1 }).value,
    values['mmd2_rbf_sigma1.0_2d_U'],
  ],
  [
    'MMD, .5, space',
    mmd(a(3), b(3), { ...three, bandwidth: 0.5 }).value,
    values['mmd2_rbf_sigma0.5_3d_U'],
  ],
  [
    'MMD, 1, space',
    mmd(a(3), b(3), { ...three, bandwidth: 1 }).value,
    values['mmd2_rbf_sigma1.0_3d_U'],
  ],
  ['KID', kid(a(3), b(3), three).value, values.kid_poly3_U],
  ['Frechet distance', frechet(a(3), b(3), three).value, values.frechet_3d_ddof1],
  [
    'divergence of Gaussian fits',
    klOfGaussians(gaussianFit(b(3), 3), gaussianFit(a(3), 3)),
    values.kl_gauss_b_a_ddof1,
  ],
  ['Cramer-von Mises', cramerVonMises(a(1), b(1)), values.cramer_von_mises_1d_col0],
])('%s is that of the peers', (_, ours, theirs) => {
  expect(ours).toBeCloseTo(theirs, digits);
});

test('energy distance on the line is the square of that of scipy, which keeps the pairs of a sample with itself', () => {
  const [x, y] = [a(1), b(1)];
  const [n, m] = [x.length, y.length];
  const within = (set: Float64Array): number => {
    let sum = 0;
    for (const u of set) for (const v of set) sum += Math.abs(u - v);
    return sum / set.length ** 2;
  };
  // of the U-statistic the pairs are n (n - 1), of scipy's n^2
  const [ofX, ofY] = [within(x), within(y)];
  const dropped = ofX / (n - 1) + ofY / (m - 1);
  const { value } = energyDistance(x, y, one);
  expect(Math.sqrt(value + dropped)).toBeCloseTo(values.energy_1d_col0_scipy, digits);
});

test.each([
  [3, values.prdc_k3_real_a_fake_b_2d],
  [5, values.prdc_k5_real_a_fake_b_2d],
])('precision, recall, density and coverage with %i neighbours are those of prdc', (k, theirs) => {
  const ours = neighbourhoods(a(2), b(2), { dimension: 2, k });
  for (const [name, value] of Object.entries(theirs)) {
    expect(ours[name as keyof typeof ours].value, name).toBeCloseTo(value, digits);
  }
});

test('means and covariances are those of numpy', () => {
  const { mean, covariance } = gaussianFit(a(3), 3);
  for (const [d, value] of golden.gaussian_fit.mean_a.entries())
    expect(mean[d]).toBeCloseTo(value, digits);
  for (const [i, value] of golden.gaussian_fit.cov_a.flat().entries()) {
    expect(covariance[i]).toBeCloseTo(value, digits);
  }
});
