import { requireInteger } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type Grid, gridOf } from './grid.ts';

/**
 * A grid whose first `steps - 1` intervals run over the schedule's range for sampling, `timeAt(share)` being the
 * time at a share in [0, 1] of the way, and whose last one closes to t = 0.
 */
export function spaced(
  name: string,
  schedule: Schedule,
  steps: number,
  timeAt: (share: number) => number,
): Grid {
  requireInteger('steps', steps);
  const [from, to] = schedule.range.sample;
  const times = new Float64Array(steps + 1);
  times[0] = from;
  for (let i = 1; i < steps - 1; i++) times[i] = timeAt(i / (steps - 1));
  if (steps > 1) times[steps - 1] = to;
  return gridOf(times, name);
}
