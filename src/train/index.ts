/**
 * Training of score networks. May import models/, src/data, src/problem, src/noise, src/backend and src/errors. Must not
 * know solvers, files or terminals.
 */

export { type AdamOptions, type AdamState, adam } from './adam.ts';
export { type ClassifierTaskOptions, classifierTask } from './classifierTask.ts';
export { type Conditioned, requireConditions } from './conditions.ts';
export { type DenoiserTaskOptions, denoiserTask } from './denoiserTask.ts';
export {
  denoisingLosses,
  denoisingScoreMatching,
  type NoisyBatch,
} from './denoisingScoreMatching.ts';
export { TrainingDivergedError } from './divergence.ts';
export { emaUpdate } from './ema.ts';
export { type EpsFunction, epsFunction, type NoisySamples } from './epsFunction.ts';
export { explicitLosses, explicitScoreMatching } from './explicitScoreMatching.ts';
export { gaussianKl } from './gaussianKl.ts';
export { type HybridOptions, hybridLoss, hybridLosses } from './hybridLoss.ts';
export { implicitLosses, implicitScoreMatching } from './implicitScoreMatching.ts';
export { joinedArrays, type Layout, layoutOf, parametersOf, type Tensors } from './layout.ts';
export { type LearningRate, learningRateAt } from './learningRate.ts';
export { LossHistory } from './lossHistory.ts';
export type { LossTrack } from './lossTrack.ts';
export { logitNormalTimes, logNormalTimes, type Normal } from './normalTimes.ts';
export type { Need, Objective, ObjectiveArguments } from './objective.ts';
export { denoising, explicit, hybrid, implicit, objectives, sliced } from './objectives.ts';
export { type Offered, requireNeeds } from './requireNeeds.ts';
export {
  type SlicedOptions,
  slicedLosses,
  slicedScoreMatching,
} from './slicedScoreMatching.ts';
export type { Batch, Task } from './task.ts';
export type { Checkpoint, CheckpointPlan, TaskOptions, TrainingState } from './taskOptions.ts';
export { timeSamplings } from './timeSamplings.ts';
export {
  discreteTimes,
  levelTimes,
  stratifiedTimes,
  type TimeSampling,
  uniformTimes,
} from './times.ts';
export { type Trained, train } from './train.ts';
export { type Snapshot, type StepTaken, Trainer, type TrainerOptions } from './trainer.ts';
export type { TrainOptions } from './trainOptions.ts';
export { type TrainedTask, trainTask } from './trainTask.ts';
export { type VaeTaskOptions, vaeTask } from './vaeTask.ts';
export { type BoundOptions, type VariationalBound, variationalBound } from './variationalBound.ts';
export {
  edmWeighting,
  likelihood,
  minSnr,
  onV,
  onVelocity,
  onX0,
  simple,
  type Weighting,
  weightings,
} from './weightings.ts';
