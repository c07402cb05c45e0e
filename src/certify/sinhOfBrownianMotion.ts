import type { ItoSde } from '../problem/index.ts';
import { line } from './affineMap.ts';

type F = Float64Array;

/** Drift and volatility of the Brownian motion within, and what its volatility does in time. */
const [a, b, c] = [0.4, 0.6, 0.5] as const;
const r = (t: number): number => b * (1 + c * t);
const root = (x: F): F => x.map((v) => Math.sqrt(1 + v * v));

/**
 * x = sinh(y), dy = a dt + r(t) dw: drift and noise are nonlinear, the noise depends on time too.
 *
 *   dx = (a sqrt(1 + x^2) +- r^2 x / 2) dt + r sqrt(1 + x^2) dw,   r = b (1 + c t)
 *
 * @param way 1 when time runs forwards, -1 when backwards: Ito's term, of dw^2 = |dt|, is the one that keeps its sign
 */
export const sinhOfBrownianMotion = (way: 1 | -1): ItoSde<F> => ({
  space: line,
  drift: (x, t) => line.combine([a, root(x)], [(way * r(t) ** 2) / 2, x]),
  diffusion: {
    kind: 'diagonal',
    at: (x, t) => line.combine([r(t), root(x)]),
    correction: (x, t) => line.combine([r(t) ** 2, x]),
  },
});

/**
 * E[x_s^n] given x_t = x: sums of e^(k y), whose expectation is that of a normal of mean m and variance v,
 *
 *   m = asinh x + a (s - t),   v = |int_t^s r^2|
 */
export function sinhMoment(n: number, x: number, t: number, s: number): number {
  const m = Math.asinh(x) + a * (s - t);
  const v = (b ** 2 * Math.abs((1 + c * s) ** 3 - (1 + c * t) ** 3)) / (3 * c);
  let [sum, choose] = [0, 1];
  for (let j = 0; j <= n; j++) {
    const k = n - 2 * j;
    sum += (j % 2 === 0 ? 1 : -1) * choose * Math.exp(k * m + (k * k * v) / 2);
    choose = (choose * (n - j)) / (j + 1);
  }
  return sum / 2 ** n;
}
