/**
 * Checks of a solver of your own, for any test runner: each returns the certificate of what was seen, and throws with one line
 * where a promise is not kept. And what properties are tried on: any schedule, grid, SDE, number of steps and key. Needs
 * fast-check, and nothing else here does.
 *
 * May import src/certify, src/sampling and what is below. Must not know files, networks or test runners.
 * @packageDocumentation
 */
export {
  type AnySolver,
  type Certificate,
  type CertifyOptions,
  type Claim,
  certify,
  type ErrorAt,
  type FlowOptions,
  growth,
  type LawOptions,
  NotCertifiedError,
  requireHeld,
  reverseMixture,
  type StrongOptions,
  type StrongProblem,
  type Verdict,
} from '../certify/index.ts';
export { type AgreementOptions, agreesWith } from './agreesWith.ts';
export { anyKey, anySeed, anySteps } from './counts.ts';
export { anyGrid, anyGridBetween, anyTime } from './grids.ts';
export { type BatchOptions, isBatchInvariant } from './isBatchInvariant.ts';
export { hasOdeOrder, hasStrongOrder, hasWeakOrder, keepsMarginals } from './orders.ts';
export { anySchedule } from './schedules.ts';
export {
  anyAdditiveSde,
  anyDiagonalSde,
  anyLinearSde,
  type DiagonalSde,
  type LinearSde,
} from './sdes.ts';
