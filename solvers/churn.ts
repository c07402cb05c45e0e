import { InputError, requireInRange, requirePositive } from '../src/errors/index.ts';
import type { Schedule } from '../src/problem/index.ts';

/** How much noise a step first puts in, and where; levels are sigma / alpha. */
export interface Churn {
  /** Over all steps, in units of the level; 0 for none. */
  readonly churn: number;
  /** The lowest and the highest level with churn. */
  readonly sMin: number;
  readonly sMax: number;
  /** Standard deviation of the draws; the paper's 1.003 and 1.007 make up for what networks lose. */
  readonly noise: number;
}

/** @throws InputError unless churn >= 0, 0 <= sMin < sMax and noise > 0 */
export function requireChurn(name: string, { churn, sMin, sMax, noise }: Churn): void {
  requireInRange(`${name}: churn`, churn, 0, Number.MAX_VALUE);
  requirePositive(`${name}: noise`, noise);
  if (sMin >= 0 && sMin < sMax) return;
  throw new InputError(`${name}: sMin must be at least 0 and below sMax, got ${sMin} and ${sMax}`);
}

/**
 * The time from which a step at t starts after its churn: that of the level k (1 + gamma), k = sigma / alpha at t.
 *
 *   gamma = min(churn / steps, sqrt(2) - 1) if sMin <= k <= sMax, else 0
 *
 * @see Karras et al. (2022), arXiv:2206.00364, algorithm 2
 */
export function churnedTime(
  { logSnr, timeOf }: Schedule,
  t: number,
  steps: number,
  { churn, sMin, sMax }: Churn,
): number {
  const level = Math.exp(-logSnr(t));
  if (churn === 0 || level < sMin || level > sMax) return t;
  return timeOf(logSnr(t) - Math.log1p(Math.min(churn / steps, Math.SQRT2 - 1)));
}

/**
 * The largest relative error r of a Gaussian's variance v that draws of another standard deviation than 1 leave: a churn makes it a
 * mean of itself and noise^2 - 1, and the flow keeps it.
 *
 *   r' = (r v + (noise^2 - 1) (v' - v)) / v',   v' = v + k'^2 - k^2 <= (1 + gamma)^2 v
 *
 * So |r| <= |noise^2 - 1| (1 - e^(-2 churn)) after any number of steps; data at a point, v = k^2, attain it as steps become more.
 */
export function churnBias({ churn, noise }: Churn): number {
  return -Math.abs(noise ** 2 - 1) * Math.expm1(-2 * churn);
}
