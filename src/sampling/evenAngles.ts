import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';

/**
 * Times at which the noising process has turned by equal angles from data to noise: phi = arctan(sigma / alpha) rises evenly from
 * 0 to what it is at the first time of the schedule's range for sampling. Of any schedule, an eighth of the way looks alike.
 *
 * @param count at least two: t = 0 and the last one included
 * @throws InputError for fewer
 * @see Salimans & Ho (2022), arXiv:2202.00512, appendix D
 */
export function evenAngles(schedule: Schedule, count: number): readonly number[] {
  if (!(Number.isSafeInteger(count) && count >= 2)) {
    throw new InputError(`evenAngles: at least two times are needed, got ${count}`);
  }
  const [last] = schedule.range.sample;
  const whole = Math.atan2(schedule.sigma(last), schedule.alpha(last));
  const between = Array.from({ length: count - 2 }, (_, i) =>
    schedule.timeOf(-Math.log(Math.tan((whole * (i + 1)) / (count - 1)))),
  );
  return [0, ...between, last];
}
