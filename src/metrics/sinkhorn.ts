import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { grouped, jackknife, withoutGroup, withoutGroups } from './jackknife.ts';
import type { Measured } from './measured.ts';
import { squaredDistance } from './squaredDistance.ts';

/** Largest change of a potential, as a share of the regularisation, at which it has converged; rounds after which it is given up. */
const [settled, mostRounds] = [1e-13, 10_000];

/** Lowest of (c_ij - potential_j) softened by `by`, for each i: c is [n, m], or read the other way round. */
function softened(
  costs: Float64Array,
  potential: Float64Array,
  by: number,
  { count, row, column }: { count: number; row: number; column: number },
): Float64Array {
  const others = potential.length;
  const weight = Math.log(others);
  return Float64Array.from({ length: count }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < others; j++) {
      least = Math.min(least, (costs[i * row + j * column] as number) - (potential[j] as number));
    }
    let sum = 0;
    for (let j = 0; j < others; j++) {
      const excess = (costs[i * row + j * column] as number) - (potential[j] as number) - least;
      sum += Math.exp(-excess / by);
    }
    return least - by * (Math.log(sum) - weight);
  });
}

/** E d^2 under the coupling of equal weights that costs least with its entropy. */
function entropicCost(x: HostArray, y: HostArray, dimension: number, by: number): number {
  const [n, m] = [x.length / dimension, y.length / dimension];
  const costs = new Float64Array(n * m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      costs[i * m + j] = squaredDistance(x, i * dimension, y, j * dimension, dimension);
    }
  }
  let f: Float64Array = new Float64Array(n);
  let g: Float64Array = new Float64Array(m);
  for (let round = 0; ; round++) {
    if (round === mostRounds) {
      throw new InputError(
        `sinkhorn: no convergence in ${mostRounds} rounds at a regularisation of ${by}; take a larger one`,
      );
    }
    const next = softened(costs, g, by, { count: n, row: m, column: 1 });
    const change = next.reduce((most, value, i) => {
      const moved = Math.abs(value - (f[i] as number));
      return Math.max(most, moved / Math.max(by, Math.abs(value)));
    }, 0);
    f = next;
    g = softened(costs, f, by, { count: m, row: 1, column: m });
    if (change < settled) break;
  }
  let cost = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const c = costs[i * m + j] as number;
      cost += c * Math.exp(((f[i] as number) + (g[j] as number) - c) / by);
    }
  }
  return cost / (n * m);
}

/**
 * What transport costs with entropy: E |X - Y|^2 under the coupling P of both sets that minimises
 *
 *   E |X - Y|^2 + regularisation KL(P | product of both)
 *
 * without the second term. It tends to W_2^2 for small regularisations and is never 0.
 *
 * @param x flat, rows of `dimension` values one after another; y likewise, of any number of rows
 * @param options its settings
 * @param options.regularisation in the squared unit of the data, 1 by default; small ones take long
 * @param options.groups groups of the jackknife that gives the standard error, each another solution; 8 by default
 * @returns in the squared unit of the data
 * @throws InputError if a set is ragged, holds fewer than four samples or a value that is not finite, and where it does not converge
 * @see Cuturi (2013), arXiv:1306.0895; Peyre & Cuturi (2019), arXiv:1803.00567, section 4.4
 */
export function sinkhorn(
  x: HostArray,
  y: HostArray,
  options: { dimension: number; regularisation?: number; groups?: number },
): Measured {
  const { dimension, regularisation = 1, groups = 8 } = options;
  const [X, Y] = grouped('sinkhorn', [x, y], dimension, groups);
  if (!(regularisation > 0)) {
    throw new InputError(`sinkhorn: the regularisation must be above 0, got ${regularisation}`);
  }
  const cost = (a: HostArray, b: HostArray): number =>
    entropicCost(a, b, dimension, regularisation);
  const leftOut = X.starts
    .slice(1)
    .map((_, group) => cost(withoutGroup(X, group), withoutGroup(Y, group)));
  return withoutGroups(jackknife(cost(x, y), leftOut));
}
