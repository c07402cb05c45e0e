import { requireInRange, requirePositive } from '../errors/index.ts';
import { fillNormal, type Key } from '../noise/index.ts';
import { type TimeSampling, timeAt } from './times.ts';

/** A normal law, of a function of the noise level. */
export type Normal = Readonly<Record<'mean' | 'sd', number>>;

/** [count] draws of a law for rows from `first` on. */
function normals({ mean, sd }: Normal, key: Key, first: number, count: number): Float64Array {
  const z = new Float64Array(count);
  fillNormal(z, 1, key, first);
  return z.map((value) => mean + sd * value);
}

/**
 * ln(sigma / alpha) normal, as EDM trains; beyond the schedule's range for training it is the range's end.
 * @param options its settings
 * @param options.mean of ln(sigma / alpha)
 * @param options.sd of ln(sigma / alpha)
 * @throws InputError unless sd is positive
 * @see Karras et al. (2022), arXiv:2206.00364, table 1
 */
export function logNormalTimes({ mean = -1.2, sd = 1.2 }: Partial<Normal> = {}): TimeSampling {
  const law = { mean, sd };
  requirePositive('log-normal times: sd', sd);
  return {
    name: 'log-normal',
    options: law,
    about: 'ln(sigma / alpha) normal, as EDM trains',
    source: 'Karras et al. 2022, arXiv:2206.00364, table 1',
    draw: (schedule, key, first, count) => {
      const [low, high] = schedule.range.train;
      return normals(law, key, first, count).map((value) =>
        Math.min(Math.max(schedule.timeOf(-value), low), high),
      );
    },
  };
}

/**
 * ln(share / (1 - share)) normal, share being that of the schedule's range for training: on flow t itself, with most times where
 * neither the data nor the noise is plain.
 * @param options its settings
 * @param options.mean of the logit; above 0, more noise
 * @param options.sd of the logit
 * @throws InputError unless mean is in [-30, 30] and sd positive
 * @see Esser et al. (2024), arXiv:2403.03206, section 3.1, whose best are 0 and 1
 */
export function logitNormalTimes({ mean = 0, sd = 1 }: Partial<Normal> = {}): TimeSampling {
  const law = { mean, sd };
  requireInRange('logit-normal times: mean', mean, -30, 30);
  requirePositive('logit-normal times: sd', sd);
  return {
    name: 'logit-normal',
    options: law,
    about: 'the logit of t, in its range, normal: fewer at both ends, as rectified flows train',
    source: 'Esser et al. 2024, arXiv:2403.03206, section 3.1',
    draw: (schedule, key, first, count) =>
      normals(law, key, first, count).map((value) => timeAt(schedule, 1 / (1 + Math.exp(-value)))),
  };
}
