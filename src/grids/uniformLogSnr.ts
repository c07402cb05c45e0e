import type { GridRule } from './grid.ts';
import { type LevelOptions, levelRule } from './levels.ts';

/**
 * Equal steps in lambda = ln(alpha / sigma), then a closing step to t = 0; diffusers' use_lu_lambdas, and use_exponential_sigmas.
 * @category Grids
 * @throws InputError if an option is out of range
 * @see Lu et al. (2022), arXiv:2206.00927, section 3.4
 */
export function uniformLogSnr(levels: LevelOptions = {}): GridRule {
  return levelRule(
    'uniform-log-snr',
    {},
    levels,
    ({ timeOf }, [from, to]) =>
      (share) =>
        timeOf(from + share * (to - from)),
  );
}
