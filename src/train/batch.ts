import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { fillNormal, foldIn, type Key, type Rows } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type Conditioned, conditionsOf } from './conditions.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';
import type { TimeSampling } from './times.ts';

/** What rows of a batch are drawn from. */
export interface BatchSource {
  readonly data: Dataset;
  readonly schedule: Schedule;
  readonly times: TimeSampling;
  /** What they are conditioned on, by the network they are for. */
  readonly network: Conditioned;
  /** How often a condition is left out. */
  readonly conditionDropout: number;
}

/**
 * Rows of data, noise, times and conditions addressed by key.
 * @throws InputError if the data give another number of values than rows need
 */
export function noisyBatch(
  { data, schedule, times, network, conditionDropout }: BatchSource,
  key: Key,
  rows: Rows,
): NoisyBatch {
  const eps = new Float32Array(rows.count * data.dimension);
  fillNormal(eps, data.dimension, foldIn(key, 'eps'), rows.first);
  const x0 = data.draw(foldIn(key, 'data'), rows);
  if (x0.length !== eps.length) {
    throw new InputError(
      `${data.name}: expected ${eps.length} values of ${rows.count} rows, got ${x0.length}`,
    );
  }
  const condition = conditionsOf(data, network, key, rows, conditionDropout);
  return {
    x0,
    eps,
    times: times.draw(schedule, foldIn(key, 'time'), rows.first, rows.count),
    ...(condition === undefined ? {} : { condition }),
  };
}
