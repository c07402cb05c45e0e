import type { GridRule } from './grid.ts';
import { spaced } from './spaced.ts';

/**
 * Equal steps in lambda = ln(alpha / sigma) over the schedule's range for sampling, then a closing step to t = 0.
 * @category Grids
 * @see Lu et al. (2022), arXiv:2206.00927, section 3.4
 */
export function uniformLogSnr(): GridRule {
  return {
    name: 'uniform-log-snr',
    options: {},
    over: (schedule, steps) => {
      const [from, to] = schedule.range.sample.map(schedule.logSnr) as [number, number];
      return spaced('uniform-log-snr', schedule, steps, (share) =>
        schedule.timeOf(from + share * (to - from)),
      );
    },
  };
}
