import { InputError, requireInteger } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type FinalSigma, finalTime } from './finalSigma.ts';
import { type Grid, gridOf } from './grid.ts';

/** @throws InputError unless the schedule is a discrete one */
export function trainingStepsOf(name: string, { name: schedule, trainingSteps }: Schedule): number {
  if (trainingSteps !== undefined) return trainingSteps;
  throw new InputError(
    `grid ${name}: schedule ${schedule} has no training times; use ddpm, or a grid such as uniform`,
  );
}

/**
 * A grid through training times i / N, then to its end. diffusers numbers them from 0, so that its timestep k has k + 1 betas
 * behind it and is i = k + 1 here. Where the last timestep is where the grid ends, one more is laid in place of a step of no length.
 *
 * @param timesteps falling timesteps k for N training times, `count` of them
 * @param timeAt the time of a timestep that may lie between two; (k + 1) / N by default
 * @throws InputError if the schedule has no training times, there are fewer than steps, or the times do not fall inside them
 */
export function through(
  name: string,
  schedule: Schedule,
  steps: number,
  {
    timesteps,
    timeAt = (N, k) => (k + 1) / N,
    dropLast = false,
    finalSigma,
  }: {
    readonly timesteps: (N: number, count: number) => readonly number[];
    readonly timeAt?: (N: number, timestep: number) => number;
    readonly dropLast?: boolean;
    readonly finalSigma: FinalSigma;
  },
): Grid {
  requireInteger('steps', steps);
  const N = trainingStepsOf(name, schedule);
  const lacks = (most: number, which = ''): never => {
    throw new InputError(
      `grid ${name}: steps must be at most ${most}, the training times${which}, got ${steps}`,
    );
  };
  if (steps > N) lacks(N);
  const isThere = finalSigma === 'min' && timesteps(N, steps).at(-1) === 0;
  const dropped = dropLast || isThere ? 1 : 0;
  if (steps + dropped > N) lacks(N - 1, ' but the last');
  const kept = timesteps(N, steps + dropped).slice(0, steps);
  const [first = 0] = kept;
  if (first >= N) {
    throw new InputError(
      `grid ${name}: ${steps} steps would begin at timestep ${first} of 0 to ${N - 1}; take a smaller offset or fewer steps`,
    );
  }
  return gridOf([...kept.map((k) => timeAt(N, k)), finalTime(schedule, finalSigma)], name);
}

/** The nearest integer, and of two the even one, as numpy rounds. */
export function rounded(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
