import { InputError, requireInRange, requireInteger, requireOneOf } from '../errors/index.ts';
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
  /**
   * The level, sigma / alpha, that the closing step to t = 0 starts from; 0, unless given, is the smallest that the schedule samples.
   * That step is x0, which leaves an error of sigmaMin^2 score / 2: few steps do best with a larger level, many with a smaller one.
   * Below what the schedule samples a network has not been trained; exact scores and an interpolated schedule have no such limit.
   */
  sigmaMin?: number;
}

/** The first and the last time between which levels are spaced. */
function endsOf(
  name: string,
  schedule: Schedule,
  steps: number,
  { ends, offset, sigmaMin }: Required<LevelOptions>,
): readonly [from: number, to: number] {
  if (ends === 'range') {
    if (sigmaMin === 0) return schedule.range.sample;
    const [from] = schedule.range.sample;
    const most = Math.exp(-schedule.logSnr(from));
    if (sigmaMin >= most) {
      throw new InputError(
        `grid ${name}: sigmaMin must be below ${Number(most.toPrecision(4))}, where schedule ${schedule.name} begins, got ${sigmaMin}`,
      );
    }
    const to = schedule.timeOf(-Math.log(sigmaMin));
    if (to > 0) return [from, to];
    throw new InputError(
      `grid ${name}: schedule ${schedule.name} has no time above 0 with sigma / alpha of ${sigmaMin}; give a larger sigmaMin`,
    );
  }
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
  { ends = 'range', offset = 0, finalSigma = 'zero', sigmaMin = 0 }: LevelOptions,
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
  requireInRange(`${name}: sigmaMin`, sigmaMin, 0, Number.MAX_VALUE);
  if (sigmaMin > 0 && (ends !== 'range' || finalSigma !== 'zero')) {
    throw new InputError(
      `${name}: sigmaMin is of ends = range and finalSigma = zero alone, got ends = ${ends} and finalSigma = ${finalSigma}`,
    );
  }
  return {
    name,
    options: { ...own, ends, offset, finalSigma, sigmaMin },
    over: (schedule, steps) => {
      const between = endsOf(name, schedule, steps, { ends, offset, finalSigma, sigmaMin });
      const logSnrs = between.map(schedule.logSnr) as [number, number];
      const timeAt = timeBetween(schedule, logSnrs);
      return spaced(name, schedule, steps, { ends: between, finalSigma, timeAt });
    },
  };
}
