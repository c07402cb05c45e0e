import { LossHistory } from './lossHistory.ts';
import { logitNormalTimes, logNormalTimes } from './normalTimes.ts';
import {
  discreteTimes,
  levelTimes,
  stratifiedTimes,
  type TimeSampling,
  uniformTimes,
} from './times.ts';

/** Every way to draw times, by its maker with defaults. */
export const timeSamplings: readonly (() => TimeSampling)[] = [
  stratifiedTimes,
  uniformTimes,
  discreteTimes,
  levelTimes,
  logNormalTimes,
  logitNormalTimes,
  (options?: ConstructorParameters<typeof LossHistory>[0]) => new LossHistory(options),
];
