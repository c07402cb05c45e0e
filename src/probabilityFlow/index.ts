/**
 * The probability flow as a map between data and noise: likelihoods, codes, and what lies between two samples. May import solvers/,
 * src/sampling and all below. Must not know networks, files or terminals.
 */
export { type Coded, type CodeOptions, decode, encode } from './encode.ts';
export { atDepth, type Interpolated, type InterpolateOptions, interpolate } from './interpolate.ts';
export type { LikelihoodOptions, Likelihoods } from './likelihoodOptions.ts';
export { logLikelihood } from './logLikelihood.ts';
export {
  bitsPerDimension,
  dequantised,
  isQuantised,
  type Quantisation,
  spacingOf,
} from './quantised.ts';
export { slerp } from './slerp.ts';
export type { ProbeLaw, Trace } from './trace.ts';
