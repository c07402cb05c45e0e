import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { meanAndVariance } from './meanAndVariance.ts';
import type { Measured } from './measured.ts';
import { requireSets } from './requireSets.ts';
import { squaredDistance } from './squaredDistance.ts';
import { transport } from './transport.ts';

/** Pairs of samples whose costs are held at once: 128 MB. */
const mostPairs = 2 ** 24;

/**
 * Wasserstein distance of order p between two sets of samples, exactly: the assignment, or for sets of different sizes the
 * transport, that costs least.
 *
 *   W_p = (min over couplings E |X - Y|^p)^(1/p)
 *
 * It is above 0 between two draws of the same law, by an amount that falls only as n^(-1/D): compare with the value of two fresh
 * draws. Its time grows with the cube of the samples, some seconds for 1000; {@link slicedWasserstein} and sinkhorn take more.
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.order p, 1 or 2; 2 by default
 * @returns in the unit of the data. The standard error of W_p^p is that of the means of the potentials, sqrt(Var phi(X) / n +
 *   Var psi(Y) / m); where the laws are the same it is too large
 * @throws InputError if a set is ragged, holds fewer than two samples or a value that is not finite, or if there are more than 2^24
 *   pairs of samples
 * @see Peyre & Cuturi (2019), arXiv:1803.00567, section 2; del Barrio & Loubes (2019), Ann. Probab. 47:926, for the error
 */
export function wasserstein(
  x: HostArray,
  y: HostArray,
  { dimension, order = 2 }: { dimension: number; order?: 1 | 2 },
): Measured {
  requireSets('Wasserstein distance', [x, y], dimension, 2);
  const [n, m] = [x.length / dimension, y.length / dimension];
  if (n * m > mostPairs) {
    throw new InputError(
      `Wasserstein distance: ${n} by ${m} samples are too many to assign, at most ${mostPairs} pairs; take fewer, or the sliced distance`,
    );
  }
  const costs = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const square = squaredDistance(x, i * dimension, y, j * dimension, dimension);
      costs[i * m + j] = order === 2 ? square : Math.sqrt(square);
    }
  }
  const { cost, potentials } = transport(costs, n, m);
  const [phi, psi] = potentials.map((values) => meanAndVariance(values).mean.error) as [
    number,
    number,
  ];
  const value = order === 2 ? Math.sqrt(cost) : cost;
  const error = Math.hypot(phi, psi);
  if (order === 1) return { value, error };
  return { value, error: value === 0 ? 0 : error / (2 * value) };
}
