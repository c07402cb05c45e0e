import type { Term } from '../src/space/index.ts';
import { noiseAt, noiseTerm } from './noiseTerm.ts';
import type { SdeSolver } from './solver.ts';

/** Coefficients of a stochastic Runge-Kutta method for diagonal noise, in Rossler's letters; A0 to B1 strictly lower. */
export interface DiagonalTableau {
  readonly kind: 'diagonal';
  readonly alpha: readonly number[];
  readonly A0: readonly (readonly number[])[];
  readonly B0: readonly (readonly number[])[];
  readonly c0: readonly number[];
  readonly A1: readonly (readonly number[])[];
  readonly B1: readonly (readonly number[])[];
  readonly c1: readonly number[];
  readonly b1: readonly number[];
  readonly b2: readonly number[];
  readonly b3: readonly number[];
  readonly b4: readonly number[];
}

/** The entries of a row that are not zero, as [coefficient, column]. */
function entries(row: readonly number[] | undefined): readonly (readonly [number, number])[] {
  return (row ?? []).map((c, j) => [c, j] as const).filter(([c]) => c !== 0);
}

/**
 * The step of a stochastic Runge-Kutta method for diagonal noise; q = sqrt|h|, everything elementwise. On scalar
 * noise, whose I are the same for all elements of a row, it is that for scalar noise.
 *
 *   H0_i = x + sum_j (A0_ij h F_j + B0_ij I10/h G_j),   F_i = f(H0_i, t + c0_i h)
 *   H1_i = x + sum_j (A1_ij h F_j + B1_ij q G_j),       G_i = g(H1_i, t + c1_i h)
 *   x_s  = x + sum_i alpha_i h F_i + sum_i (b1_i I1 + b2_i I11/q + b3_i I10/h + b4_i I111/|h|) G_i
 *
 * with I1 = W, I10/h = W/2 + H, I11 = (W^2 - |h|)/2, I111 = (W^3 - 3 |h| W)/6. A drift that no coefficient uses is
 * not evaluated, and one at (x, t) is evaluated once.
 *
 * @see Rossler (2010), SIAM J. Numer. Anal. 48:922, section 6
 */
export function diagonalRungeKutta(tableau: DiagonalTableau): SdeSolver['step'] {
  const { alpha, A0, B0, c0, A1, B1, c1, b1, b2, b3, b4 } = tableau;
  const uses = (j: number): boolean =>
    // spares evaluations
    [alpha, ...A0, ...A1].some((row) => row[j] !== undefined && row[j] !== 0);
  return ({ problem, x, t, s, noise }) => {
    type X = typeof x;
    const { space, drift } = problem;
    const h = s - t;
    const span = Math.abs(h);
    const q = Math.sqrt(span);
    const w = noise.W();
    const I10 = space.combine([0.5, w], [1, noise.H()]);
    const square = space.multiply(w, w);
    const I11 = space.combine([0.5, space.shift(square, -span)]);
    const I111 = space.combine([1 / 6, square, w], [-span / 2, w]);
    const F: (X | undefined)[] = [];
    const G: (X | number)[] = [];
    const drifts = (row: readonly number[] | undefined): Term<X>[] =>
      entries(row).flatMap(([c, j]) => (F[j] === undefined ? [] : [[c * h, F[j]]]));
    const driven = (c: number, j: number, by: X): Term<X> => noiseTerm(c, G[j] as X | number, by);
    const from = (terms: readonly Term<X>[]): X => {
      // spares a copy
      if (terms.length === 0) return x;
      return space.combine([1, x], ...terms);
    };
    for (let i = 0; i < alpha.length; i++) {
      const noisy = entries(B0[i]).map(([c, j]) => driven(c, j, I10));
      const [at, time] = [from([...drifts(A0[i]), ...noisy]), t + (c0[i] ?? 0) * h];
      // spares an evaluation
      const isFirst = i > 0 && at === x && time === t;
      if (!uses(i)) F.push(undefined);
      else F.push(isFirst ? F[0] : drift(at, time));
      const later = t + (c1[i] ?? 0) * h;
      const spread = (): Term<X>[] => entries(B1[i]).map(([c, j]) => [c * q, G[j] as X]);
      G.push(noiseAt(problem, () => from([...drifts(A1[i]), ...spread()]), later));
    }
    const weights = G.map((_, i) =>
      space.combine(
        [b1[i] ?? 0, w],
        [(b2[i] ?? 0) / q, I11],
        [b3[i] ?? 0, I10],
        [(b4[i] ?? 0) / span, I111],
      ),
    );
    return { x: from([...drifts(alpha), ...weights.map((weight, i) => driven(1, i, weight))]) };
  };
}
