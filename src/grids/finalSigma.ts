import { requireOneOf } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';

/**
 * Where a grid ends: at sigma = 0, so that its last step is x0, or at the smallest sigma that the schedule samples. The latter is
 * diffusers' final_sigmas_type = "sigma_min", and set_alpha_to_one = False, which ends at t = 1 / N.
 *
 * Grids whose times reach the smallest sigma before they end there have no closing step. diffusers then takes one of no length, with
 * an evaluation: its n steps are n - 1 here.
 */
export type FinalSigma = 'zero' | 'min';

/** @throws InputError if it is neither */
export function requireFinalSigma(rule: string, finalSigma: FinalSigma): void {
  requireOneOf(`${rule}: finalSigma`, finalSigma, ['zero', 'min']);
}

/** The time that a grid ends at. */
export function finalTime({ range }: Schedule, finalSigma: FinalSigma): number {
  return finalSigma === 'zero' ? 0 : range.sample[1];
}
