import { requireInRange, requirePositive } from '../errors/index.ts';
import { fillNormal } from '../noise/index.ts';
import { type TimeSampling, timeAt } from './times.ts';

/**
 * ln(share / (1 - share)) normal, share being that of the schedule's range for training: on flow t itself, with most times where
 * neither the data nor the noise is plain.
 * @param options its settings
 * @param options.mean of the logit; above 0, more noise
 * @param options.sd of the logit
 * @throws InputError unless mean is in [-30, 30] and sd positive
 * @see Esser et al. (2024), arXiv:2403.03206, section 3.1, whose best are 0 and 1
 */
export function logitNormalTimes({
  mean = 0,
  sd = 1,
}: {
  mean?: number;
  sd?: number;
} = {}): TimeSampling {
  requireInRange('logit-normal times: mean', mean, -30, 30);
  requirePositive('logit-normal times: sd', sd);
  return {
    name: 'logit-normal',
    options: { mean, sd },
    about: 'the logit of t, in its range, normal: fewer at both ends, as rectified flows train',
    source: 'Esser et al. 2024, arXiv:2403.03206, section 3.1',
    draw: (schedule, key, first, count) => {
      const z = new Float64Array(count);
      fillNormal(z, 1, key, first);
      return z.map((value) => timeAt(schedule, 1 / (1 + Math.exp(-(mean + sd * value)))));
    },
  };
}
