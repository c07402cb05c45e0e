import { describe, expect, test } from 'vitest';
import { additiveRungeKutta } from '../../solvers/additiveRungeKutta.ts';
import { denseWeights, dormandPrince } from '../../solvers/dormandPrince.ts';
import { sra1, type Tableau } from '../../solvers/index.ts';
import { sra1Tableau } from '../../solvers/sra1.ts';
import { knownSolvers } from '../../src/catalogue/index.ts';
import { meetsConditions, reverseMixture, strongOrder } from '../../src/certify/index.ts';
import { rootedTrees, stagesOf } from '../../src/certify/rootedTrees.ts';

const withTableaus = knownSolvers.defaults.flatMap((solver) =>
  solver.tableau === undefined ? [] : [[solver.name, solver, solver.tableau] as const],
);

/** The tableau once for each of its coefficients that is not 0, with that one changed. */
function changed(tableau: Tableau, change: (c: number) => number): [string, Tableau][] {
  const found: [string, Tableau][] = [];
  const within = (value: unknown, path: string, rebuilt: (part: unknown) => unknown): void => {
    if (typeof value === 'number' && value !== 0) {
      found.push([path, rebuilt(change(value)) as Tableau]);
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      within(part, `${path} ${name}`, (other) =>
        rebuilt(
          Array.isArray(value)
            ? value.map((own: unknown, i) => (String(i) === name ? other : own))
            : { ...value, [name]: other },
        ),
      );
    }
  };
  within(tableau, '', (whole) => whole);
  return found;
}

describe('order conditions tell every coefficient', () => {
  test('of solvers of each kind', () => {
    expect(new Set(withTableaus.map(([, , { kind }]) => kind)).size).toBe(3);
  });
  test.for(withTableaus)(
    '%s with one sign flipped, or one a millionth larger',
    ([, solver, own]) => {
      expect(meetsConditions(solver, own).verdict).toBe('holds');
      for (const change of [(c: number) => -c, (c: number) => c * (1 + 1e-6)]) {
        const others = changed(own, change);
        expect(others.length).toBeGreaterThan(0);
        for (const [path, other] of others) {
          expect(meetsConditions(solver, other).verdict, path).toBe('fails');
        }
      }
    },
  );
});

test('SRA1 with the signs of beta2 flipped, a slip of a published implementation, has order 1', async () => {
  const flipped = { ...sra1Tableau, b2: sra1Tableau.b2.map((b) => -b) };
  const slip = { ...sra1(), tableau: flipped, step: additiveRungeKutta(flipped) };
  expect(meetsConditions(slip, flipped).verdict).toBe('fails');
  expect((await strongOrder(slip, 1.5, { problem: reverseMixture })).verdict).toBe('fails');
  expect((await strongOrder(slip, 1, { problem: reverseMixture })).verdict).toBe('holds');
});

test('there are 1, 1, 2, 4, 9, 20, 48 rooted trees of one to seven vertices, each once', () => {
  const trees = rootedTrees(7);
  const counts = [1, 2, 3, 4, 5, 6, 7].map((n) => trees.filter(({ order }) => order === n).length);
  // Cayley (1857); OEIS A000081
  expect(counts).toEqual([1, 1, 2, 4, 9, 20, 48]);
  expect(new Set(trees.map(({ name }) => name)).size).toBe(trees.length);
});

test('dense output of rk45 has order 4 at every theta, and is the step at 1', () => {
  for (const theta of [0.1, 0.37, 0.5, 0.81, 1]) {
    const weights = denseWeights(theta);
    for (const tree of rootedTrees(4)) {
      const value = stagesOf(dormandPrince.A, tree).reduce(
        (sum, own, i) => sum + own * (weights[i] ?? 0),
        0,
      );
      // sums of products of numbers below 10
      expect(Math.abs(value - theta ** tree.order / tree.density)).toBeLessThan(1e-13);
    }
  }
  for (const [i, b] of dormandPrince.b.entries()) expect(denseWeights(1)[i]).toBeCloseTo(b, 13);
  expect(denseWeights(0).every((b) => b === 0)).toBe(true);
});
