import type { Schedule } from '../src/problem/index.ts';

/** x_s = ofX x + ofEps eps */
export interface HeldNoise {
  readonly ofX: number;
  readonly ofEps: number;
}

/**
 * The exact step of the probability flow from t to s while the predicted noise is held fixed.
 *
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) eps,   h = lambda_s - lambda_t,   lambda = ln(alpha / sigma)
 *
 * It is DDIM's, written so that its digits stay when s is close to t.
 *
 * @see Lu et al. (2022), arXiv:2206.00927, eq. 3.7
 */
export function heldNoise({ alpha, sigma, logSnr }: Schedule, t: number, s: number): HeldNoise {
  return { ofX: alpha(s) / alpha(t), ofEps: -sigma(s) * Math.expm1(logSnr(s) - logSnr(t)) };
}
