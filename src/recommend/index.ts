/**
 * Which solver, steps and grid to use: successive halving over a library of both, within a budget of network calls or to a distance.
 * May import src/compare and all below. Must not know run folders or terminals.
 */
export type { Round } from './halving.ts';
export { libraryWithin } from './library.ts';
export type { Criterion } from './quality.ts';
export {
  type Finalist,
  ladder,
  type Recommendation,
  type RecommendOptions,
  recommend,
} from './recommend.ts';
