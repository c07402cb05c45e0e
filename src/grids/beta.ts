import { requirePositive } from '../errors/index.ts';
import { betaQuantile } from './betaQuantile.ts';
import type { GridRule } from './grid.ts';
import { type LevelOptions, levelRule } from './levels.ts';

/**
 * Levels at the quantiles of a beta distribution, more of them near both ends, then a closing step to t = 0; diffusers'
 * use_beta_sigmas.
 *
 *   sigma / alpha = least + q(1 - share) (most - least),   q the quantile of Beta(alpha, beta)
 *
 * @category Grids
 * @param options its settings
 * @param options.alpha 0.6 by default: below 1, more levels near the data
 * @param options.beta 0.6 by default: below 1, more levels near the noise
 * @throws InputError if an option is out of range
 * @see Lee et al. (2024), arXiv:2407.12173, section 3.3
 */
export function beta({
  alpha = 0.6,
  beta: other = 0.6,
  ...levels
}: { alpha?: number; beta?: number } & LevelOptions = {}): GridRule {
  requirePositive('beta: alpha', alpha);
  requirePositive('beta: beta', other);
  const quantile = betaQuantile(alpha, other);
  return levelRule('beta', { alpha, beta: other }, levels, ({ timeOf }, [from, to]) => {
    const [most, least] = [Math.exp(-from), Math.exp(-to)];
    return (share) => timeOf(-Math.log(least + quantile(1 - share) * (most - least)));
  });
}
