import type { Schedule } from '../src/problem/index.ts';
import { factorial, phi } from './phi.ts';

/** x_s = carry x_t + sum_k gain(k) c_k, where eps or x0 is the polynomial sum_k c_k u^k in u = (lambda - lambda_t) / h. */
export interface ExponentialStep {
  readonly carry: number;
  gain(k: number): number;
}

/** What of the prediction is a polynomial, and in which process: the probability flow, or the reverse SDE. */
export type Held = 'eps' | 'x0' | 'x0 of the sde';

/**
 * The exact step from t to s while a view of the prediction is a polynomial in lambda = ln(alpha / sigma); h = lambda_s - lambda_t.
 *
 *   eps             x_s = (alpha_s / alpha_t) x - sigma_s int e^(lambda_s - lambda) eps dlambda
 *   x0              x_s = (sigma_s / sigma_t) x + alpha_s int e^(lambda - lambda_s) x0 dlambda
 *   x0 of the sde   x_s = (sigma_s / sigma_t) e^(-h) x + alpha_s int 2 e^(2 (lambda - lambda_s)) x0 dlambda + noise
 *
 * so that gain(k) = k! H phi_(k+1)(H) times -sigma_s, H = h, or times alpha_s, with phi_(k+1)(-H), H = h, or 2 h for the SDE.
 * With eps, gain(0) = -sigma_s expm1(h) is taken as sigma_s - (alpha_s / alpha_t) sigma_t: its rounding is that of sigma, while
 * lambda's own would grow with alpha_s / alpha_t.
 *
 * @see Lu et al. (2022), arXiv:2206.00927, eq. 3.4; Lu et al. (2022), arXiv:2211.01095, proposition 4.1
 */
export function exponentialStep(
  { alpha, sigma, logSnr }: Schedule,
  view: Held,
  t: number,
  s: number,
): ExponentialStep {
  const h = logSnr(s) - logSnr(t);
  const step = (carry: number, scale: number, H: number, z: number): ExponentialStep => ({
    carry,
    // H phi_1(-H) is finite where H is not, on a step from pure noise
    gain: (k) => scale * (k === 0 ? -Math.expm1(z) : factorial(k) * H * phi(k + 1, z)),
  });
  if (view === 'x0') return step(sigma(s) / sigma(t), alpha(s), h, -h);
  if (view === 'x0 of the sde') {
    return step((sigma(s) / sigma(t)) * Math.exp(-h), alpha(s), 2 * h, -2 * h);
  }
  const { carry, gain } = step(alpha(s) / alpha(t), -sigma(s), h, h);
  const held = sigma(s) - carry * sigma(t);
  return { carry, gain: (k) => (k === 0 ? held : gain(k)) };
}
