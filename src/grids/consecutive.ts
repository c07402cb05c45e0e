import { InputError } from '../errors/index.ts';
import type { GridRule } from './grid.ts';
import { through } from './trainingTimes.ts';

/**
 * Every training time, from N / N to 1 / N, then 0: the grid of Algorithm 2. `steps` must be N.
 * @category Grids
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239
 */
export function consecutive(): GridRule {
  const name = 'consecutive';
  return {
    name,
    options: {},
    over: (schedule, steps) => {
      const N = schedule.trainingSteps;
      if (N !== undefined && steps !== N) {
        throw new InputError(
          `grid consecutive: steps must be ${N}, the training times, got ${steps}`,
        );
      }
      return through(name, schedule, steps, {
        finalSigma: 'zero',
        timesteps: (last, count) => Array.from({ length: count }, (_, i) => last - 1 - i),
      });
    },
  };
}
