import type { RungeKuttaTableau, SolverFacts, Tableau } from '../../solvers/index.ts';
import type { AnySolver, Certificate } from './certificate.ts';
import { rootedTrees, stagesOf } from './rootedTrees.ts';

type Row = readonly number[];

/** What a sum of products of coefficients has to be. */
export interface OrderCondition {
  readonly name: string;
  readonly value: number;
  readonly wanted: number;
}

const sum = (a: Row): number => a.reduce((total, v) => total + v, 0);
const dot = (a: Row, b: Row): number => sum(a.map((v, i) => v * (b[i] ?? 0)));
const times = (A: readonly Row[], v: Row): number[] => A.map((row) => dot(row, v));
const square = (a: Row): number[] => a.map((v) => v ** 2);

/** That stages are at the times the drift's coefficients say: A 1 = c. */
function stageTimes(name: string, A: readonly Row[], c: Row): OrderCondition[] {
  return c.map((wanted, i) => ({ name: `${name} ${i + 1}`, value: sum(A[i] ?? []), wanted }));
}

/** The classical conditions, b Phi(tree) = 1 / gamma(tree) for every tree up to the order; an embedded solution has one less, dense output too. */
function classicalConditions(
  { A, b, c, bHat, denseWeights }: RungeKuttaTableau,
  order: number,
): OrderCondition[] {
  const met = (weights: Row, name: string, upTo: number): OrderCondition[] =>
    rootedTrees(upTo).map((tree) => ({
      name: `${name} ${tree.name}`,
      value: dot(weights, stagesOf(A, tree)),
      wanted: 1 / tree.density,
    }));
  const embedded = bHat === undefined ? [] : met(bHat, 'bHat', order - 1);
  const dense = [0.1, 0.37, 0.5, 0.81, 1].flatMap((theta) =>
    denseWeights === undefined
      ? []
      : rootedTrees(order - 1).map((tree) => ({
          name: `b(${theta}) ${tree.name}`,
          value: dot(denseWeights(theta), stagesOf(A, tree)),
          wanted: theta ** tree.order / tree.density,
        })),
  );
  return [...met(b, 'b', order), ...embedded, ...dense, ...stageTimes('A 1 = c', A, c)];
}

/**
 * The conditions of a Runge-Kutta method: those of the flow order that is declared, or of strong order 1.5.
 *
 * @see Butcher (1963), J. Austral. Math. Soc. 3:185; Rossler (2010), SIAM J. Numer. Anal. 48:922, section 5
 */
export function orderConditions(
  tableau: Tableau,
  order: SolverFacts['order'],
): readonly OrderCondition[] {
  if (tableau.kind === 'ode') return classicalConditions(tableau, order.ode ?? 0);
  const { alpha, A0, B0, c0, c1, b1, b2 } = tableau;
  const one = alpha.map(() => 1);
  const [a0, b0] = [times(A0, one), times(B0, one)];
  const shared: readonly (readonly [string, number, number])[] = [
    ['alpha 1', sum(alpha), 1],
    ['b1 1', sum(b1), 1],
    ['b2 1', sum(b2), 0],
    ['alpha A0', dot(alpha, a0), 1 / 2],
    ['alpha B0', dot(alpha, b0), 1],
    ['alpha B0^2', dot(alpha, square(b0)), 3 / 2],
  ];
  const conditions = (rows: readonly (readonly [string, number, number])[]): OrderCondition[] =>
    rows.map(([name, value, wanted]) => ({ name, value, wanted }));
  if (tableau.kind === 'additive') {
    const own = [
      ['b1 c1', dot(b1, c1), 1],
      ['b2 c1', dot(b2, c1), -1],
    ] as const;
    return [...conditions([...shared, ...own]), ...stageTimes('A0 1 = c0', A0, c0)];
  }
  const { A1, B1, b3, b4 } = tableau;
  const [a, b] = [times(A1, one), times(B1, one)];
  const [bb, mixed] = [times(B1, b), times(A1, b0)];
  const weights = [b1, b2, b3, b4];
  /** One condition for each of b1 to b4. */
  const each = (name: string, v: Row, wanted: readonly number[]) =>
    weights.map((w, i) => [`b${i + 1} ${name}`, dot(w, v), wanted[i] as number] as const);
  const own = [
    ['b3 1', sum(b3), 0],
    ['b4 1', sum(b4), 0],
    ...each('B1', b, [0, 1, 0, 0]),
    ...each('A1', a, [1, 0, -1, 0]),
    ...each('B1^2', square(b), [1, 0, -1, 2]),
    ...each('B1 B1', bb, [0, 0, 0, 1]),
    ['b1 A1 B0 / 2 + b3 A1 B0 / 3', dot(b1, mixed) / 2 + dot(b3, mixed) / 3, 0],
  ] as const;
  return [
    ...conditions([...shared, ...own]),
    ...stageTimes('A0 1 = c0', A0, c0),
    ...stageTimes('A1 1 = c1', A1, c1),
  ];
}

/**
 * That the coefficients of a Runge-Kutta method meet the conditions of its order. Sums of some products of numbers below 20 are
 * right to 1e-13; published coefficients with 16 digits are no better.
 */
export function meetsConditions(solver: AnySolver, tableau: Tableau): Certificate {
  const largest = 1e-13;
  const off = orderConditions(tableau, solver.order).map(({ value, wanted }) =>
    Math.abs(value - wanted),
  );
  const worst = Math.max(...off);
  return {
    solver: solver.name,
    claim: 'tableau',
    problem: `${off.length} order conditions`,
    declared: largest,
    observed: worst,
    interval: [worst, worst],
    verdict: worst <= largest ? 'holds' : 'fails',
    errors: [],
  };
}
