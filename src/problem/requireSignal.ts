import { InputError } from '../errors/index.ts';
import type { Parametrization } from './prediction.ts';
import { isPureNoise, type Schedule } from './schedule.ts';

/**
 * Where a schedule leaves nothing of the data, x is the noise itself: eps and score then say nothing of x0; a velocity, a v or an x0 does.
 *
 * @throws InputError if a network is trained at such a time, and predicts eps or the score
 * @see Lin et al. (2024), arXiv:2305.08891, section 3.2
 */
export function requireSignal(schedule: Schedule, predicts: Parametrization): void {
  const { name, options, range } = schedule;
  const [, last] = range.train;
  if (!isPureNoise(schedule, last) || (predicts !== 'eps' && predicts !== 'score')) return;
  const otherwise = options.zeroTerminalSnr === true ? ', or leave zeroTerminalSnr out' : '';
  throw new InputError(
    `schedule ${name}: leaves nothing of the data at t = ${last}, where a network that predicts ${predicts} says nothing of x0; let it predict velocity, v or x0${otherwise}`,
  );
}
