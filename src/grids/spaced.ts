import { requireInteger } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type FinalSigma, finalTime } from './finalSigma.ts';
import { type Grid, gridOf } from './grid.ts';

/**
 * A grid that runs from one time to another, `timeAt(share)` being the time at a share in (0, 1) of the way, and closes with one
 * step to where it ends, unless that is where it has arrived. All of its `steps` intervals are counted.
 */
export function spaced(
  name: string,
  schedule: Schedule,
  steps: number,
  {
    ends: [from, to],
    finalSigma,
    timeAt,
  }: {
    readonly ends: readonly [from: number, to: number];
    readonly finalSigma: FinalSigma;
    readonly timeAt: (share: number) => number;
  },
): Grid {
  requireInteger('steps', steps);
  const end = finalTime(schedule, finalSigma);
  const intervals = to === end ? steps : steps - 1;
  const inner = Array.from({ length: Math.max(intervals - 1, 0) }, (_, i) =>
    timeAt((i + 1) / intervals),
  );
  const arrival = intervals > 0 && to !== end ? [to] : [];
  return gridOf([from, ...inner, ...arrival, end], name);
}
