import type { Space } from '../src/space/index.ts';
import type { RungeKuttaTableau } from './rungeKutta.ts';

/** The pair of orders 5 and 4; the last stage is the velocity where the step ends. @see Dormand & Prince (1980), table 2 */
export const dormandPrince: RungeKuttaTableau = {
  kind: 'ode',
  A: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ],
  b: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
  c: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1],
  bHat: [5179 / 57600, 0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40],
};

/** Coefficients of theta, theta^2, theta^3 and theta^4 in each stage's weight. */
const dense = [
  [1, -8048581381 / 2820520608, 8663915743 / 2820520608, -12715105075 / 11282082432],
  [0, 0, 0, 0],
  [0, 131558114200 / 32700410799, -68118460800 / 10900136933, 87487479700 / 32700410799],
  [0, -1754552775 / 470086768, 14199869525 / 1410260304, -10690763975 / 1880347072],
  [0, 127303824393 / 49829197408, -318862633887 / 49829197408, 701980252875 / 199316789632],
  [0, -282668133 / 205662961, 2019193451 / 616988883, -1453857185 / 822651844],
  [0, 40617522 / 29380423, -110615467 / 29380423, 69997945 / 29380423],
] as const;

/**
 * The weights b_i(theta) of the state within a step, right to order 4 for every theta: x(t + theta h) = x + h sum_i b_i(theta) k_i.
 *
 * @param theta share of the step, in [0, 1]
 * @see Shampine (1986), Math. Comp. 46:135, with the fourth-order formula of Dormand & Prince (1986), Comput. Math. Appl. 12A:1007
 */
export function denseWeights(theta: number): readonly number[] {
  return dense.map((row) => row.reduceRight((sum, c) => (sum + c) * theta, 0));
}

/** The state at t + theta h, from the stages of the step from x at t. */
export function denseOutput<X>(
  space: Space<X>,
  x: X,
  h: number,
  stages: readonly X[],
  theta: number,
): X {
  const terms = denseWeights(theta).map((w, i) => [h * w, stages[i] as X] as const);
  return space.combine([1, x], ...terms);
}
