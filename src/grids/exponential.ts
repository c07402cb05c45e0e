import { requirePositive } from '../errors/index.ts';
import type { GridRule } from './grid.ts';
import { type LevelOptions, levelRule } from './levels.ts';

/**
 * Levels whose logarithm falls as a power of what is left of the way, then a closing step to t = 0.
 *
 *   ln(sigma / alpha) = ln least + (1 - share)^rho (ln most - ln least)
 *
 * With rho = 1 each is the same fraction of the one before: diffusers' use_exponential_sigmas, and uniform-log-snr by another
 * name. With rho > 1 steps shrink towards the data: the polyexponential levels of k-diffusion.
 *
 * @category Grids
 * @param options its settings
 * @param options.rho the power, 1 by default
 * @throws InputError if an option is out of range
 */
export function exponential({
  rho = 1,
  ...levels
}: { rho?: number } & LevelOptions = {}): GridRule {
  requirePositive('exponential: rho', rho);
  return levelRule(
    'exponential',
    { rho },
    levels,
    ({ timeOf }, [from, to]) =>
      (share) =>
        timeOf(to + (1 - share) ** rho * (from - to)),
  );
}
