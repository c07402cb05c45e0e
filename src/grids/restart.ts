import { InputError, requireInteger, requirePositive } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type Grid, type GridRule, gridOf } from './grid.ts';
import { karrasTime } from './karras.ts';

/** sigma / alpha at the ends of a schedule's range for sampling, the larger first. */
function levels({ alpha, sigma, range }: Schedule): readonly [most: number, least: number] {
  const [from, to] = range.sample;
  return [sigma(from) / alpha(from), sigma(to) / alpha(to)];
}

/** @throws InputError unless the interval lies within the levels that the schedule samples */
function requireLevels(schedule: Schedule, tMin: number, tMax: number): void {
  const [most, least] = levels(schedule);
  if (tMin > least && tMax <= most) return;
  const sampled = `(${Number(least.toPrecision(4))}, ${Number(most.toPrecision(4))}]`;
  throw new InputError(
    `grid restart: tMin and tMax must be in ${sampled}, the sigma / alpha that schedule ${schedule.name} samples, got ${tMin} and ${tMax}`,
  );
}

/** The share of the Karras steps of the whole way that lies above a level. */
function shareAbove(schedule: Schedule, rho: number, level: number): number {
  const [from, to] = levels(schedule).map((own) => own ** (1 / rho)) as [number, number];
  return (from - level ** (1 / rho)) / (from - to);
}

/**
 * Restart: a Karras grid that on its way down rises again from tMin to tMax and comes down once more, some times. The rises
 * are re-noised exactly by the forward SDE, which contracts what errors have gathered; what comes down can be any solver. Methods
 * with several steps start afresh after a rise, by the steps of lower order that they start with.
 *
 * Steps above tMin are equal to each other in (sigma / alpha)^(1 / rho), and so are those below. `steps` counts rises too, which need no evaluation, so a sample takes
 * `restarts` evaluations less than steps of one evaluation would.
 *
 * @category Grids
 * @param options its settings; by default those of the paper for CIFAR-10 with 43 evaluations
 * @param options.restarts how often it rises, K
 * @param options.restartSteps steps of each way down from tMax to tMin, the paper's N_Restart - 1
 * @param options.tMin where it rises from, in sigma / alpha, the paper's time
 * @param options.tMax where it rises to, in sigma / alpha
 * @param options.rho of the Karras steps of the whole way and of each restart
 * @throws InputError if an option is out of range; over a schedule, if the interval leaves it or steps are too few
 * @see Xu et al. (2023), arXiv:2306.14878, algorithm 1
 */
export function restart({
  restarts = 2,
  restartSteps = 2,
  tMin = 0.06,
  tMax = 0.3,
  rho = 7,
}: {
  restarts?: number;
  restartSteps?: number;
  tMin?: number;
  tMax?: number;
  rho?: number;
} = {}): GridRule {
  requireInteger('restart: restarts', restarts);
  requireInteger('restart: restartSteps', restartSteps);
  requirePositive('restart: tMin', tMin);
  requirePositive('restart: tMax', tMax);
  requirePositive('restart: rho', rho);
  if (tMin >= tMax) {
    throw new InputError(`restart: tMin must be below tMax, got ${tMin} and ${tMax}`);
  }
  const again = restarts * (restartSteps + 1);
  return {
    name: 'restart',
    options: { restarts, restartSteps, tMin, tMax, rho },
    over(schedule, steps): Grid {
      requireInteger('steps', steps);
      if (steps < again + 3) {
        throw new InputError(
          `grid restart: ${restarts} restarts of ${restartSteps} steps and a rise each need at least ${again + 3} steps, got ${steps}`,
        );
      }
      requireLevels(schedule, tMin, tMax);
      const { logSnr, timeOf, range } = schedule;
      const [first, last] = range.sample;
      // the inverse may round to just above the first time
      const [low, high] = [timeOf(-Math.log(tMin)), Math.min(first, timeOf(-Math.log(tMax)))];
      /** Times after `from` to `to`. */
      const way = (from: number, to: number, intervals: number): readonly number[] => {
        const at = karrasTime(schedule, rho, [logSnr(from), logSnr(to)]);
        const inner = Array.from({ length: intervals - 1 }, (_, i) => at((i + 1) / intervals));
        return [...inner, to];
      };
      const intervals = steps - again - 1;
      const above = Math.round(intervals * shareAbove(schedule, rho, tMin));
      const until = Math.min(Math.max(above, 1), intervals - 1);
      const loop = [high, ...way(high, low, restartSteps)];
      const loops = Array.from({ length: restarts }, () => loop).flat();
      const rest = way(low, last, intervals - until);
      return gridOf([first, ...way(first, low, until), ...loops, ...rest, 0], 'restart');
    },
  };
}
