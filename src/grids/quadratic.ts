import { InputError, requireShare } from '../errors/index.ts';
import { type FinalSigma, requireFinalSigma } from './finalSigma.ts';
import type { GridRule } from './grid.ts';
import { spaced } from './spaced.ts';
import { timeRange } from './timeRange.ts';
import { through } from './trainingTimes.ts';

/** Timesteps reach N (i / (count - 1))^2, rounded down. */
function squares(N: number, count: number, reach: number): readonly number[] {
  const step = Math.sqrt(reach * N) / (count - 1);
  return Array.from({ length: count }, (_, i) => {
    const root = count === 1 ? 0 : (count - 1 - i) * step;
    return Math.min(Math.floor(root * root), N - 1);
  });
}

/** @throws InputError if two are the same */
function requireDistinct(timesteps: readonly number[]): readonly number[] {
  const twice = timesteps.find((k, i) => k === timesteps[i + 1]);
  if (twice === undefined) return timesteps;
  throw new InputError(
    `grid quadratic: ${timesteps.length} rounded times visit timestep ${twice} twice; take fewer steps, or rounded=false`,
  );
}

/**
 * DDIM's tau_i = c i^2, counted from the smallest time, so that steps shrink towards the data; then a closing step to t = 0.
 *
 *   t = to + c i^2,   c = (from - to) / (n - 1)^2,   i = n - 1, ..., 0
 *
 * With `rounded`, timesteps of a discrete schedule are rounded down as in the code of DDIM, which also begins at 0.8 of them. Where
 * two of them are the same, that code takes a step of no length; here that is an error.
 *
 * @category Grids
 * @param options its settings
 * @param options.reach at what share of the schedule it begins; 1 by default, 0.8 in the code of DDIM
 * @param options.rounded whether times are training times
 * @param options.finalSigma where it ends, 'zero' or 'min'
 * @throws InputError if an option is out of range; over a schedule, if rounded times coincide, and as `through` says
 * @see Song, Meng & Ermon (2021), arXiv:2010.02502, appendix D.2
 */
export function quadratic({
  reach = 1,
  rounded = false,
  finalSigma = 'zero',
}: {
  reach?: number;
  rounded?: boolean;
  finalSigma?: FinalSigma;
} = {}): GridRule {
  requireShare('quadratic: reach', reach);
  requireFinalSigma('quadratic', finalSigma);
  return {
    name: 'quadratic',
    options: { reach, rounded, finalSigma },
    over: (schedule, steps) => {
      if (rounded) {
        return through('quadratic', schedule, steps, {
          finalSigma,
          timesteps: (N, count) => requireDistinct(squares(N, count, reach)),
        });
      }
      const [from, to] = timeRange(schedule);
      const rise = Math.min(reach * from, from - to);
      return spaced('quadratic', schedule, steps, {
        ends: [to + rise, to],
        finalSigma,
        timeAt: (share) => to + rise * (1 - share) ** 2,
      });
    },
  };
}
