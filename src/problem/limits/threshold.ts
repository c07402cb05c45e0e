import { InputError, requirePositive, requireShare } from '../../errors/index.ts';
import { type Limit, withX0 } from './limit.ts';

/**
 * Dynamic thresholding: the x0 of a sample is held to [-s, s] and scaled to [-range, range], s being a high quantile of its own
 * |x0|, or `range` where that is smaller. Where guidance is strong, samples saturate less than with clip.
 *
 * diffusers' sample_max_value is `max`, by its default 1, with which this is clip.
 *
 * @param options its settings
 * @param options.percentile the quantile, a share in (0, 1]; 0.995 by default
 * @param options.range of the data; 1 by default
 * @param options.max the largest s; no limit by default
 * @throws InputError if the percentile is outside (0, 1], range is not above 0, or max is below range
 * @see Saharia et al. (2022), arXiv:2205.11487, section 2.3
 */
export function threshold({
  percentile = 0.995,
  range = 1,
  max = Infinity,
}: {
  percentile?: number;
  range?: number;
  max?: number;
} = {}): Limit {
  requireShare('threshold: percentile', percentile);
  requirePositive('threshold: range', range);
  if (!(max >= range)) {
    throw new InputError(`threshold: max must be at least range, ${range}, got ${max}`);
  }
  const options = { percentile, range, max };
  return {
    name: 'threshold',
    options,
    about: 'x0 held to the quantile of its size in each sample, and scaled to [-range, range]',
    source: 'Saharia et al. 2022, arXiv:2205.11487',
    on: (denoiser) =>
      withX0(
        denoiser,
        (x0) => denoiser.space.threshold(x0, options),
        () => {
          throw new InputError(
            'threshold: x0 has no derivative where a quantile changes hands; use clip for what needs a pullback',
          );
        },
      ),
  };
}
