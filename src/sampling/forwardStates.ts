import { InputError } from '../errors/index.ts';
import type { NoiseSource } from '../noise/index.ts';
import type { ForwardDiffusion, Schedule } from '../problem/index.ts';

function requireRising({ name, range }: Schedule, times: readonly number[]): void {
  const last = Math.max(range.sample[0], range.train[1]);
  for (const [i, t] of times.entries()) {
    const before = times[i - 1];
    if (t >= 0 && t <= last && (before === undefined || t > before)) continue;
    throw new InputError(
      `times on schedule ${name} must rise within [0, ${last}], got ${t}${before === undefined ? '' : ` after ${before}`}`,
    );
  }
}

/**
 * Data on their way into noise: the states of the noising SDE at some times, one path for each row. Its transitions are Gaussian
 * and drawn as they are, x_t = (alpha_t / alpha_s) x_s + std z, so that any number of times is exact.
 *
 * @param x0 the data, one row each; they stay the caller's
 * @param times rising, within [0, the schedule's last time]
 * @param noise z is the normal of each interval
 * @returns the states, one array for each time, the caller's to free
 * @throws InputError if times do not rise or leave the schedule
 * @see Song et al. (2021), arXiv:2011.13456, appendix B
 */
export function forwardStates<X>(
  { space, schedule, transition }: ForwardDiffusion<X>,
  x0: X,
  times: readonly number[],
  noise: NoiseSource<X>,
): readonly X[] {
  requireRising(schedule, times);
  const states: X[] = [];
  for (const [step, t] of times.entries()) {
    const [from, s] = step === 0 ? [x0, 0] : [states[step - 1] as X, times[step - 1] as number];
    states.push(
      space.scope(() =>
        t === s
          ? space.combine([1, from])
          : transition(from, s, t, noise.over(s, t, step).normal()),
      ),
    );
  }
  return states;
}
