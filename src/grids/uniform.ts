import { type FinalSigma, requireFinalSigma } from './finalSigma.ts';
import type { GridRule } from './grid.ts';
import { spaced } from './spaced.ts';
import { timeRange } from './timeRange.ts';

/**
 * Equal steps in t over the schedule's range for sampling, from pure noise itself where there is such a time, then a closing step to
 * t = 0.
 *
 * @category Grids
 * @param options its settings
 * @param options.finalSigma where it ends, 'zero' or 'min'
 * @throws InputError if finalSigma is neither
 * @see Song et al. (2021), arXiv:2011.13456, appendix D
 */
export function uniform({ finalSigma = 'zero' }: { finalSigma?: FinalSigma } = {}): GridRule {
  requireFinalSigma('uniform', finalSigma);
  return {
    name: 'uniform',
    options: { finalSigma },
    over: (schedule, steps) => {
      const ends = timeRange(schedule);
      const [from, to] = ends;
      const timeAt = (share: number): number => from + share * (to - from);
      return spaced('uniform', schedule, steps, { ends, finalSigma, timeAt });
    },
  };
}
