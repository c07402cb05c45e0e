import { requirePositive } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import type { GridRule } from './grid.ts';
import { spaced } from './spaced.ts';

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
 * Equal steps in (sigma / alpha)^(1 / rho) over the schedule's range for sampling, then a closing step to t = 0.
 *
 * @category Grids
 * @param options its settings
 * @param options.rho how strongly steps shrink towards the data; 7 by default, 1 is uniform in sigma / alpha
 * @see Karras et al. (2022), arXiv:2206.00364, eq. 5
 */
export function karras({ rho = 7 }: { rho?: number } = {}): GridRule {
  requirePositive('karras: rho', rho);
  return {
    name: 'karras',
    options: { rho },
    over: (schedule, steps) => {
      const [from, to] = schedule.range.sample;
      const ends = [schedule.logSnr(from), schedule.logSnr(to)] as const;
      return spaced('karras', schedule, steps, karrasTime(schedule, rho, ends));
    },
  };
}
