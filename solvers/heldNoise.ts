import type { Schedule } from '../src/problem/index.ts';

/** x_s = ofX x + ofEps eps */
export interface HeldNoise {
  readonly ofX: number;
  readonly ofEps: number;
}

/**
 * The exact step of the probability flow from t to s while the predicted noise is held fixed, which is DDIM's.
 *
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) eps,   h = lambda_s - lambda_t,   lambda = ln(alpha / sigma)
 *
 * The coefficient of eps is taken as sigma_s - (alpha_s / alpha_t) sigma_t: its rounding is that of sigma, while lambda's own
 * would grow with alpha_s / alpha_t.
 *
 * @see Lu et al. (2022), arXiv:2206.00927, eq. 3.7
 */
export function heldNoise({ alpha, sigma }: Schedule, t: number, s: number): HeldNoise {
  const ofX = alpha(s) / alpha(t);
  return { ofX, ofEps: sigma(s) - ofX * sigma(t) };
}
