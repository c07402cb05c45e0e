/**
 * What can be solved: schedules, ODEs and SDEs, the noising process forwards and backwards, denoisers and problems
 * with a known answer. Reads like the equations of the papers. May import src/space, src/noise and src/errors; never
 * solvers/ or models/.
 */
export {
  type Denoiser,
  type DenoiserOptions,
  denoiserOf,
  denoiserWithVariance,
  type Evaluations,
  evaluationsAt,
} from './denoiser.ts';
export { eightGaussians } from './exact/eightGaussians.ts';
export type { ExactProblem } from './exact/exactProblem.ts';
export { gaussian } from './exact/gaussian.ts';
export { gaussianMixture } from './exact/gaussianMixture.ts';
export { mixtureOf } from './exact/mixtureOf.ts';
export { type ForwardDiffusion, forward } from './forward.ts';
export {
  classifierFreeGuidance,
  classifierGuidance,
  type GuidanceOptions,
} from './guidance/index.ts';
export { clip, type Limit, limits, threshold } from './limits/index.ts';
export {
  type Linear,
  linear,
  type Parametrization,
  type Prediction,
  prediction,
  type View,
} from './prediction.ts';
export { type PredictionWithVariance, predictionWithVariance } from './predictionWithVariance.ts';
export { requireSignal } from './requireSignal.ts';
export { type ReverseDiffusion, reverse } from './reverse.ts';
export {
  clean,
  isPureNoise,
  levelAt,
  type NoiseLevel,
  type Schedule,
  type Transition,
  transition,
} from './schedule.ts';
export {
  cosine,
  ddpm,
  type Expressions,
  edm,
  expression,
  flow,
  schedules,
  subVp,
  ve,
  vp,
} from './schedules/index.ts';
export {
  type Additive,
  type AdditiveSde,
  type Diagonal,
  driven,
  type ItoSde,
  type Ode,
  type Scalar,
} from './sde.ts';
export {
  blackScholes,
  coxIngersollRoss,
  doubleWell,
  type Expectation,
  geometricBrownianMotion,
  type ItoFormulas,
  ito,
  kuboOscillator,
  type Moments,
  type NoiseKind,
  noisyLorenz,
  ornsteinUhlenbeck,
  type SdeProblem,
  sdeProblems,
} from './sdes/index.ts';
export { type StepVariance, stepVariance } from './stepVariance.ts';
export { type ScoreError, withScoreError } from './withScoreError.ts';
