import { blackScholes } from './blackScholes.ts';
import { coxIngersollRoss } from './coxIngersollRoss.ts';
import { doubleWell } from './doubleWell.ts';
import { geometricBrownianMotion } from './geometricBrownianMotion.ts';
import { kuboOscillator } from './kuboOscillator.ts';
import { noisyLorenz } from './noisyLorenz.ts';
import { ornsteinUhlenbeck } from './ornsteinUhlenbeck.ts';
import type { SdeProblem } from './sdeProblem.ts';

export { type ItoFormulas, ito } from './ito.ts';
export type { NoiseKind } from './noiseOf.ts';
export type { Expectation, Moments, SdeProblem } from './sdeProblem.ts';
export {
  blackScholes,
  coxIngersollRoss,
  doubleWell,
  geometricBrownianMotion,
  kuboOscillator,
  noisyLorenz,
  ornsteinUhlenbeck,
};

/** Every SDE of which something is known, by its maker with defaults. */
export const sdeProblems: readonly (() => SdeProblem)[] = [
  geometricBrownianMotion,
  ornsteinUhlenbeck,
  coxIngersollRoss,
  doubleWell,
  noisyLorenz,
  kuboOscillator,
  blackScholes,
];
