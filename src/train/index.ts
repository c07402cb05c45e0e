/**
 * Training of score networks. May import models/, src/data, src/problem, src/noise, src/backend and src/errors. Must not
 * know solvers, files or terminals.
 */

export {
  denoisingLosses,
  denoisingScoreMatching,
  type NoisyBatch,
} from './denoisingScoreMatching.ts';
export { emaUpdate, type Tensors } from './ema.ts';
export { type EpsFunction, epsFunction, type NoisySamples } from './epsFunction.ts';
export { explicitScoreMatching } from './explicitScoreMatching.ts';
export { gaussianKl } from './gaussianKl.ts';
export { implicitScoreMatching } from './implicitScoreMatching.ts';
export { LossHistory } from './lossHistory.ts';
export { type SlicedOptions, slicedScoreMatching } from './slicedScoreMatching.ts';
export {
  discreteTimes,
  levelTimes,
  logNormalTimes,
  stratifiedTimes,
  type TimeSampling,
  timeSamplings,
  uniformTimes,
} from './times.ts';
export { type Trained, type TrainingState, type TrainOptions, train } from './train.ts';
export { type VariationalBound, variationalBound } from './variationalBound.ts';
export {
  edmWeighting,
  likelihood,
  minSnr,
  onV,
  onX0,
  simple,
  type Weighting,
  weightings,
} from './weightings.ts';
