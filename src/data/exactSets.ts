import { InputError, requireInRange, requireInteger, requirePositive } from '../errors/index.ts';
import { fillNormal, keyOf } from '../noise/index.ts';
import {
  type ExactProblem,
  eightGaussians as eightGaussiansProblem,
  gaussian as gaussianProblem,
  gaussianMixture as mixtureProblem,
} from '../problem/index.ts';
import type { Dataset } from './dataset.ts';

/** A problem with a known answer as a data set. */
function known(exact: ExactProblem, about: string, options: Dataset['options']): Dataset {
  const { name, dimension, draw } = exact;
  return { name, about, options, shape: [dimension], dimension, draw, exact };
}

/**
 * Eight equal Gaussians on a circle, of unit variance: {@link eightGaussiansProblem}.
 * @param options its settings
 * @param options.radius of the circle, before it is scaled
 * @param options.sd of each Gaussian, before it is scaled
 */
export function eightGaussiansSet({
  radius = 4,
  sd = 0.3,
}: {
  radius?: number;
  sd?: number;
} = {}): Dataset {
  const about = 'eight equal Gaussians on a circle; Grathwohl et al. 2019, arXiv:1810.01367';
  return known(eightGaussiansProblem({ radius, sd }), about, { radius, sd });
}

/**
 * One Gaussian in any dimension, the same spread in every direction.
 * @throws InputError if the dimension is not a positive integer, sd is not positive or the mean is not finite
 */
export function gaussianSet({
  dimension = 2,
  mean = 0.5,
  sd = 0.8,
}: {
  dimension?: number;
  mean?: number;
  sd?: number;
} = {}): Dataset {
  requireInteger('gaussian: dimension', dimension);
  requireInRange('gaussian: dimension', dimension, 1, 1e5);
  const exact = gaussianProblem({ mean: Array.from({ length: dimension }, () => mean), sd });
  return known(exact, 'one Gaussian, in any dimension; its score is linear', {
    dimension,
    mean,
    sd,
  });
}

/**
 * Equal Gaussians around means drawn by seed, in any dimension; each coordinate has a variance of about 1.
 * @param options its settings
 * @param options.components how many
 * @param options.sd of each, in (0, 1)
 * @throws InputError if a count is not a positive integer or sd is outside (0, 1)
 */
export function gaussianMixtureSet({
  dimension = 256,
  components = 10,
  sd = 0.2,
  seed = 1,
}: {
  dimension?: number;
  components?: number;
  sd?: number;
  seed?: number;
} = {}): Dataset {
  requireInteger('gaussian-mixture: dimension', dimension);
  requireInteger('gaussian-mixture: components', components);
  if (components * dimension > 1e8) {
    throw new InputError(
      `gaussian-mixture: ${components} means of ${dimension} elements are more than 100000000; give fewer`,
    );
  }
  requirePositive('gaussian-mixture: sd', sd);
  if (sd >= 1) {
    throw new InputError(`gaussian-mixture: sd must be below 1, the spread of all, got ${sd}`);
  }
  const flat = new Float64Array(components * dimension);
  fillNormal(flat, dimension, keyOf(seed), 0, { scale: Math.sqrt(1 - sd ** 2) });
  const means = Array.from({ length: components }, (_, k) =>
    Array.from(flat.subarray(k * dimension, (k + 1) * dimension)),
  );
  const about = 'equal Gaussians around means drawn by seed, in any dimension; made here';
  return known(mixtureProblem({ means, sd }), about, { dimension, components, sd, seed });
}
