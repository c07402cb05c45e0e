import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { fillNormal, foldIn, type Key, type Rows } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';
import type { TimeSampling } from './times.ts';

/**
 * Rows of data, noise and times addressed by key.
 * @throws InputError if the data give another number of values than rows need
 */
export function noisyBatch(
  data: Dataset,
  schedule: Schedule,
  times: TimeSampling,
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
  return { x0, eps, times: times.draw(schedule, foldIn(key, 'time'), rows.first, rows.count) };
}
