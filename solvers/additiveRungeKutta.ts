import type { Term } from '../src/space/index.ts';
import type { AdditiveSolver } from './solver.ts';

/** Coefficients of a stochastic Runge-Kutta method for additive noise, in Rossler's letters; A0 and B0 strictly lower. */
export interface AdditiveTableau {
  readonly kind: 'additive';
  readonly alpha: readonly number[];
  readonly A0: readonly (readonly number[])[];
  readonly B0: readonly (readonly number[])[];
  readonly c0: readonly number[];
  readonly c1: readonly number[];
  readonly b1: readonly number[];
  readonly b2: readonly number[];
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/**
 * The step of a stochastic Runge-Kutta method for additive noise.
 *
 *   H_i = x + h sum_j A0_ij f_j + sum_j B0_ij g(t + c1_j h) I10/h,   f_i = f(H_i, t + c0_i h)
 *   x_s = x + h sum_i alpha_i f_i + sum_i (b1_i I1 + b2_i I10/h) g(t + c1_i h)
 *
 * with I1 = W and I10/h = W/2 + H, which also holds for h < 0.
 *
 * @see Rossler (2010), SIAM J. Numer. Anal. 48:922, section 6
 */
export function additiveRungeKutta(tableau: AdditiveTableau): AdditiveSolver['step'] {
  const { alpha, A0, B0, c0, c1, b1, b2 } = tableau;
  return ({ problem: { space, drift, diffusion }, x, t, s, noise }) => {
    const h = s - t;
    const g = c1.map((c) => diffusion.at(t + c * h));
    const [w, area] = [noise.W(), noise.H()];
    const driven = (ofW: number, ofI10: number): readonly [Term<typeof x>, Term<typeof x>] => [
      [ofW + ofI10 / 2, w],
      [ofI10, area],
    ];
    const f: (typeof x)[] = [];
    const drifts = (row: readonly number[]): readonly Term<typeof x>[] =>
      f.map((value, j) => [h * (row[j] ?? 0), value]);
    for (const [i, c] of c0.entries()) {
      const noisy = driven(0, dot(B0[i] ?? [], g));
      const stage = i === 0 ? x : space.combine([1, x], ...drifts(A0[i] ?? []), ...noisy);
      f.push(drift(stage, t + c * h));
    }
    return { x: space.combine([1, x], ...drifts(alpha), ...driven(dot(b1, g), dot(b2, g))) };
  };
}
