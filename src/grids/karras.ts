import { requirePositive } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import type { GridRule } from './grid.ts';
import { type LevelOptions, levelRule } from './levels.ts';

/** The time at a share of the way between two levels of logSnr, in equal steps of (sigma / alpha)^(1 / rho). */
export function karrasTime(
  schedule: Schedule,
  rho: number,
  logSnrs: readonly [from: number, to: number],
): (share: number) => number {
  const [from, to] = logSnrs.map((logSnr) => Math.exp(-logSnr / rho)) as [number, number];
  return (share) => schedule.timeOf(-rho * Math.log(from + share * (to - from)));
}

/**
 * Equal steps in (sigma / alpha)^(1 / rho), then a closing step to t = 0; diffusers' use_karras_sigmas. The levels are kept as they
 * are; some schedulers of diffusers show their network the nearest training time instead.
 *
 * @category Grids
 * @param options its settings
 * @param options.rho how strongly steps shrink towards the data; 7 by default, 1 is uniform in sigma / alpha
 * @throws InputError if an option is out of range
 * @see Karras et al. (2022), arXiv:2206.00364, eq. 5
 */
export function karras({ rho = 7, ...levels }: { rho?: number } & LevelOptions = {}): GridRule {
  requirePositive('karras: rho', rho);
  return levelRule('karras', { rho }, levels, (schedule, logSnrs) =>
    karrasTime(schedule, rho, logSnrs),
  );
}
