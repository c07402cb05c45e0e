import { InputError, requirePositive } from '../../errors/index.ts';
import type { ExactProblem } from './exactProblem.ts';
import { mixtureProblem } from './mixtureProblem.ts';

/** One value for every component, or a value each. */
function each(what: string, values: number | readonly number[], count: number): Float64Array {
  if (typeof values === 'number') return new Float64Array(count).fill(values);
  if (values.length === count) return Float64Array.from(values);
  throw new InputError(`${what}: ${count} components need ${count} values, got ${values.length}`);
}

/**
 * A mixture of Gaussians sum_k w_k N(m_k, sd_k^2 I), exact at every noise level.
 *
 * @param options its settings
 * @param options.means K points of D numbers
 * @param options.sd standard deviation in every direction, one for all components or one each
 * @param options.weights K numbers above 0, scaled to sum to 1; equal if left out
 * @throws InputError if means are empty, ragged or not finite, or an sd or a weight is not positive
 */
export function gaussianMixture({
  means,
  sd,
  weights = 1,
}: {
  means: readonly (readonly number[])[];
  sd: number | readonly number[];
  weights?: number | readonly number[];
}): ExactProblem {
  const dimension = means[0]?.length ?? 0;
  if (dimension === 0)
    throw new InputError('gaussian-mixture: means must hold at least one point, got none');
  const ragged = means.findIndex((mean) => mean.length !== dimension);
  if (ragged >= 0) {
    throw new InputError(
      `gaussian-mixture: means must all have ${dimension} elements, got ${means[ragged]?.length} at ${ragged}`,
    );
  }
  const sds = each('gaussian-mixture: sd', sd, means.length);
  for (const value of sds) requirePositive('gaussian-mixture: sd', value);
  const given = each('gaussian-mixture: weights', weights, means.length);
  for (const value of given) requirePositive('gaussian-mixture: weights', value);
  const total = given.reduce((sum, value) => sum + value, 0);
  return mixtureProblem('gaussian-mixture', {
    dimension,
    means: Float64Array.from(means.flat()),
    sds,
    weights: given.map((value) => value / total),
  });
}
