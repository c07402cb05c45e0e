import type { Ode } from '../src/problem/index.ts';
import type { Term } from '../src/space/index.ts';
import type { OdeSolver } from './solver.ts';

/** Coefficients of an explicit Runge-Kutta method, in Butcher's letters; A strictly lower. */
export interface RungeKuttaTableau {
  readonly kind: 'ode';
  readonly A: readonly (readonly number[])[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  /** The weights of a solution of the next lower order, which estimates the error. */
  readonly bHat?: readonly number[];
  /** The weights of the state at t + theta h, right to the next lower order for every theta. */
  denseWeights?(theta: number): readonly number[];
}

/** The terms h sum_j w_j k_j. */
function weighted<X>(h: number, weights: readonly number[], k: readonly X[]): Term<X>[] {
  return weights.flatMap((w, j) => (w === 0 ? [] : [[h * w, k[j] as X]]));
}

/** The stages of a step from t to s: k_i = v(x + h sum_j A_ij k_j, t + c_i h), h = s - t. */
export function rungeKuttaStages<X>(
  { A, c }: RungeKuttaTableau,
  { space, velocity }: Ode<X>,
  x: X,
  t: number,
  s: number,
): readonly X[] {
  const h = s - t;
  const k: X[] = [];
  for (const [i, share] of c.entries()) {
    const moved = weighted(h, A[i] ?? [], k);
    const at = moved.length === 0 ? x : space.combine([1, x], ...moved);
    // spares a rounding
    const isEnd = share === 1;
    k.push(velocity(at, isEnd ? s : t + share * h));
  }
  return k;
}

/**
 * The step of an explicit Runge-Kutta method: x_s = x + h sum_i b_i k_i, error = h sum_i (b_i - bHat_i) k_i.
 *
 * @see Hairer, Norsett & Wanner (1993), Solving Ordinary Differential Equations I, section II.1
 */
export function rungeKutta(tableau: RungeKuttaTableau): OdeSolver['step'] {
  const { b, bHat } = tableau;
  return ({ problem, x, t, s }) => {
    const { space } = problem;
    const h = s - t;
    const k = rungeKuttaStages(tableau, problem, x, t, s);
    const end = space.combine([1, x], ...weighted(h, b, k));
    if (bHat === undefined) return { x: end };
    const off = bHat.map((own, i) => (b[i] ?? 0) - own);
    return { x: end, error: () => space.combine(...weighted(h, off, k)) };
  };
}
