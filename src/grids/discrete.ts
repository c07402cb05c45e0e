import { InputError, requireInteger } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type Grid, type GridRule, gridOf } from './grid.ts';

/** A grid through training times i / N, given as falling indices i, then to t = 0. */
function through(
  name: string,
  schedule: Schedule,
  steps: number,
  indexAt: (step: number, trainingSteps: number) => number,
): Grid {
  requireInteger('steps', steps);
  const N = schedule.trainingSteps;
  if (N === undefined) {
    throw new InputError(
      `grid ${name}: schedule ${schedule.name} has no training times; use ddpm, or a grid such as uniform`,
    );
  }
  if (steps > N) {
    throw new InputError(
      `grid ${name}: steps must be at most ${N}, the training times, got ${steps}`,
    );
  }
  const times = Array.from({ length: steps }, (_, step) => indexAt(step, N) / N);
  return gridOf([...times, 0], name);
}

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
      return through(name, schedule, steps, (step, last) => last - step);
    },
  };
}

/**
 * Every floor(N / steps)-th training time, counted from the data: it ends at 1 / N and never reaches pure noise.
 * @category Grids
 * @see Lin et al. (2024), arXiv:2305.08891, table 2
 */
export function leading(): GridRule {
  return {
    name: 'leading',
    options: {},
    over: (schedule, steps) =>
      through(
        'leading',
        schedule,
        steps,
        (step, N) => (steps - 1 - step) * Math.floor(N / steps) + 1,
      ),
  };
}

/**
 * Training times N - i N / steps, rounded, counted from the noise: it starts at N / N.
 * @category Grids
 * @see Lin et al. (2024), arXiv:2305.08891, table 2
 */
export function trailing(): GridRule {
  return {
    name: 'trailing',
    options: {},
    over: (schedule, steps) =>
      through('trailing', schedule, steps, (step, N) => Math.round(N - (step * N) / steps)),
  };
}
