import { type Grid, gridOf } from '../grids/index.ts';
import type { Schedule } from '../problem/index.ts';

/** Equal steps of logSnr between two times, where methods for diffusions show their order soonest. */
export function evenLogSnr(schedule: Schedule, from: number, to: number, steps: number): Grid {
  const [first, last] = [schedule.logSnr(from), schedule.logSnr(to)];
  const times = Array.from({ length: steps + 1 }, (_, i) => {
    if (i === 0) return from;
    return i === steps ? to : schedule.timeOf(first + (i / steps) * (last - first));
  });
  return gridOf(times, 'even in logSnr');
}
