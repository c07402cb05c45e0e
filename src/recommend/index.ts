/**
 * Which solver, steps and grid to use: successive halving over a library of both, within a budget of network calls or to a distance.
 * May import src/compare and all below. Must not know run folders or terminals.
 */
export type { Criterion } from './closeness.ts';
export type { Pace } from './keepingPace.ts';
export { libraryWithin } from './library.ts';
export type { RecommendOptions } from './options.ts';
export { recommend } from './recommend.ts';
export type { Finalist, Recommendation, RoundSeen } from './recommendation.ts';
