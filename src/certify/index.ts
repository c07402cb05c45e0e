/**
 * Whether solvers keep what they promise: orders, laws, order conditions. May import solvers/, src/sampling and what is below;
 * must not know networks, data, files or test runners.
 */
export type {
  AnySolver,
  Certificate,
  Certification,
  Claim,
  ErrorAt,
  Verdict,
} from './certificate.ts';
export { type CertifyOptions, certificatesOf, certify } from './certify.ts';
export { type FlowOptions, flowOrder } from './flowOrder.ts';
export { growth } from './growth.ts';
export { attainsBias, keepsMarginals } from './marginals.ts';
export { inWords, isOrder, NotCertifiedError, requireHeld } from './notCertified.ts';
export {
  reverseMixture,
  type StrongOptions,
  type StrongProblem,
  strongOrder,
} from './strongOrder.ts';
export { meetsConditions, type OrderCondition, orderConditions } from './tableau.ts';
export { type LawOptions, weakOrder } from './weakOrder.ts';
export { localWeakOrder, weakOrderOfGrowth } from './weakOrderOfNoise.ts';
export { withShare } from './withShare.ts';
