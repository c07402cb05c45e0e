import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, paretoFront, picksAt } from '../../src/compare/index.ts';

function cell(solver: string, evaluations: number, value: number, error = 0): Cell {
  return {
    solver,
    grid: 'uniform',
    score: 'exact',
    isStochastic: false,
    steps: evaluations,
    evaluations,
    seconds: 1,
    slicedWasserstein: { value: Math.sqrt(Math.abs(value)), error },
    energy: { value, error },
  };
}

const cells = fc.array(
  fc
    .record({
      solver: fc.constantFrom('a', 'b', 'c'),
      evaluations: fc.integer({ min: 1, max: 6 }),
      value: fc.integer({ min: -2, max: 20 }),
      error: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ solver, evaluations, value, error }) => cell(solver, evaluations, value, error)),
  { maxLength: 12 },
);
const at = (from: readonly Cell[], i: number | undefined): Cell => {
  const found = i === undefined ? undefined : from[i];
  if (found === undefined) throw new Error(`no cell ${i}`);
  return found;
};

describe('Pareto front', () => {
  test('without errors it is the set of cells that none beats in both', () => {
    const check = fc.property(cells, (drawn) => {
      const sharp = drawn.map((c) => cell(c.solver, c.evaluations, c.energy.value));
      const kept = paretoFront(sharp, 'exact').map((i) => at(sharp, i));
      const expected = new Map<number, number>();
      for (const c of sharp) {
        const isBeaten = sharp.some(
          (o) =>
            o.evaluations <= c.evaluations &&
            o.energy.value <= c.energy.value &&
            (o.evaluations < c.evaluations || o.energy.value < c.energy.value),
        );
        if (!isBeaten) expected.set(c.evaluations, c.energy.value);
      }
      const found = new Map(kept.map((c) => [c.evaluations, c.energy.value]));
      expect(found).toEqual(expected);
      expect(kept.map((c) => c.evaluations)).toEqual([...found.keys()].sort((a, b) => a - b));
    });
    fc.assert(check, { seed: 1 });
  });

  test('more evaluations join only where they are better by two standard errors', () => {
    const drawn = [
      cell('a', 5, 10, 1),
      cell('a', 10, 8, 1),
      cell('a', 20, 7, 1),
      cell('a', 50, 1, 1),
    ];
    // 10 - 8 and 10 - 7 are within 2 sqrt(2) = 2.83 and beyond it
    expect(paretoFront(drawn, 'exact')).toEqual([0, 2, 3]);
  });
});

describe('picks', () => {
  test('no affordable cell is better than the pick by two standard errors', () => {
    const check = fc.property(cells, fc.integer({ min: 1, max: 6 }), (drawn, budget) => {
      const [pick] = picksAt(drawn, 'exact', [budget]);
      const affordable = drawn.filter((c) => c.evaluations <= budget);
      expect(pick === undefined).toBe(affordable.length === 0);
      if (pick === undefined) return;
      for (const index of [pick.best, ...pick.tied]) {
        const chosen = at(drawn, index);
        expect(chosen.evaluations).toBeLessThanOrEqual(budget);
        const lowest = affordable.reduce((a, b) => (b.energy.value < a.energy.value ? b : a));
        const apart = chosen.energy.value - lowest.energy.value;
        expect(apart).toBeLessThanOrEqual(
          2 * Math.hypot(chosen.energy.error, lowest.energy.error) + 1e-12,
        );
      }
    });
    fc.assert(check, { seed: 1 });
  });

  test('of cells that are as good the one with fewest evaluations is picked, others once per solver', () => {
    const drawn = [
      cell('a', 10, 1, 1),
      cell('a', 20, 0, 1),
      cell('b', 20, 0.5, 1),
      cell('c', 5, 50, 1),
    ];
    expect(picksAt(drawn, 'exact', [4, 5, 20])).toEqual([
      { score: 'exact', budget: 5, best: 3, tied: [] },
      { score: 'exact', budget: 20, best: 0, tied: [2] },
    ]);
    expect(picksAt(drawn, 'network', [20])).toEqual([]);
  });
});
