/**
 * Stochastic differential equations and score-based generative models on TensorFlow.js.
 *
 * A denoiser, bound to its schedule, makes a reverse diffusion; a solver on a grid turns noise into data. Solvers are
 * in `tfjs-sde/solvers`, networks in `tfjs-sde/models`. Everything here runs in Node and in the browser.
 * @packageDocumentation
 */
export * from './backend/index.ts';
export {
  type Cell,
  type CellStore,
  type Comparison,
  type Contest,
  compare,
  type Draw,
  type Entrant,
  type Failure,
  flowEnd,
  type Lead,
  type MarginalDensity,
  type Paths,
  type Pick,
  type Pictures,
  paretoFront,
  type Quality,
  type Ran,
  type ScoreErrorAt,
  type ScoreErrorOptions,
  type ScoreField,
  scoreErrors,
  type World,
} from './compare/index.ts';
export * from './data/index.ts';
export { InputError } from './errors/index.ts';
export * from './grids/index.ts';
export * from './metrics/index.ts';
export * from './noise/index.ts';
export * from './probabilityFlow/index.ts';
export * from './problem/index.ts';
export {
  type Criterion,
  type Finalist,
  libraryWithin,
  type Pace,
  type Recommendation,
  type RecommendOptions,
  type RoundSeen,
  recommend,
} from './recommend/index.ts';
export * from './sampling/index.ts';
export * from './space/index.ts';
export * from './train/index.ts';
