import type { GridRule } from './grid.ts';
import { spaced } from './spaced.ts';

/**
 * Equal steps in t over the schedule's range for sampling, then a closing step to t = 0.
 * @category Grids
 * @see Song et al. (2021), arXiv:2011.13456, appendix D
 */
export function uniform(): GridRule {
  return {
    name: 'uniform',
    options: {},
    over: (schedule, steps) => {
      const [from, to] = schedule.range.sample;
      return spaced('uniform', schedule, steps, (share) => from + share * (to - from));
    },
  };
}
