import { InputError, requireInteger, requireOneOf } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type FinalSigma, requireFinalSigma } from './finalSigma.ts';
import type { GridRule } from './grid.ts';
import { leadingTimesteps } from './leading.ts';
import { spaced } from './spaced.ts';
import { trailingTimesteps } from './trailing.ts';
import { trainingStepsOf } from './trainingTimes.ts';

/** What every rule that spaces levels of noise can be told. */
export interface LevelOptions {
  /**
   * Between which times: those the schedule samples; or the first and the last of the training times that leading or trailing would
   * lay, as diffusers' schedulers for Euler and Heun do where timestep_spacing says so.
   */
  ends?: 'range' | 'leading' | 'trailing';
  /** Of ends = 'leading': diffusers' steps_offset. */
  offset?: number;
  /** Where it ends, 'zero' or 'min'. */
  finalSigma?: FinalSigma;
}

/** The first and the last time between which levels are spaced. */
function endsOf(
  name: string,
  schedule: Schedule,
  steps: number,
  { ends, offset }: Required<LevelOptions>,
): readonly [from: number, to: number] {
  if (ends === 'range') return schedule.range.sample;
  const N = trainingStepsOf(name, schedule);
  requireInteger('steps', steps);
  const timesteps =
    ends === 'leading' ? leadingTimesteps(N, steps, offset) : trailingTimesteps(N, steps);
  const [first = 0, last = 0] = [timesteps[0], timesteps.at(-1)];
  if (steps <= N && first < N) return [(first + 1) / N, (last + 1) / N];
  throw new InputError(
    `grid ${name}: ${ends} has no ${steps} of ${N} training times with offset ${offset}; take fewer steps or a smaller offset`,
  );
}

/**
 * A rule that spaces levels of noise.
 *
 * @param timeBetween the time at a share of the way between two levels of logSnr
 * @throws InputError if an option is out of range
 */
export function levelRule(
  name: string,
  own: Readonly<Record<string, number>>,
  { ends = 'range', offset = 0, finalSigma = 'zero' }: LevelOptions,
  timeBetween: (
    schedule: Schedule,
    logSnrs: readonly [from: number, to: number],
  ) => (share: number) => number,
): GridRule {
  requireOneOf(`${name}: ends`, ends, ['range', 'leading', 'trailing']);
  requireInteger(`${name}: offset`, offset, 0);
  requireFinalSigma(name, finalSigma);
  if (offset > 0 && ends !== 'leading') {
    throw new InputError(`${name}: offset is of ends = leading alone, got ends = ${ends}`);
  }
  return {
    name,
    options: { ...own, ends, offset, finalSigma },
    over: (schedule, steps) => {
      const between = endsOf(name, schedule, steps, { ends, offset, finalSigma });
      const logSnrs = between.map(schedule.logSnr) as [number, number];
      const timeAt = timeBetween(schedule, logSnrs);
      return spaced(name, schedule, steps, { ends: between, finalSigma, timeAt });
    },
  };
}
