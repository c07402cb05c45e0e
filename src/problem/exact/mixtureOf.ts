import { InputError, requireInteger, requirePositive } from '../../errors/index.ts';
import type { HostArray } from '../../space/index.ts';
import type { ExactProblem } from './exactProblem.ts';
import { mixtureProblem } from './mixtureProblem.ts';

/**
 * The mixture centred on given samples: data smoothed by a Gaussian of standard deviation `sd`. Its score is exact in any
 * dimension, so a thousand images are pictures and ground truth before any training.
 *
 * @param data n samples, flat, rows one after another
 * @param options its settings
 * @param options.dimension elements of one sample
 * @param options.sd how far a sample is smoothed, in the units of the data
 * @throws InputError if data are empty, not finite or not a whole number of samples, sd is not positive,
 *   or the dimension no positive integer
 */
export function mixtureOf(
  data: HostArray,
  { dimension, sd }: { dimension: number; sd: number },
): ExactProblem {
  requireInteger('mixture-of: dimension', dimension);
  requirePositive('mixture-of: sd', sd);
  const count = data.length / dimension;
  if (!Number.isSafeInteger(count) || count === 0) {
    throw new InputError(
      `mixture-of: data must hold whole samples of ${dimension} elements, got ${data.length} elements`,
    );
  }
  return mixtureProblem('mixture-of', {
    dimension,
    means: Float64Array.from(data),
    sds: new Float64Array(count).fill(sd),
    weights: new Float64Array(count).fill(1 / count),
  });
}
