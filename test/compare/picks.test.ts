import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, chanceOf, paretoFront, picksAt } from '../../src/compare/index.ts';
import { studentTail } from '../../src/metrics/index.ts';
import { type Jackknifed, jackknife } from '../../src/metrics/jackknife.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';

const groups = 32;

/** An estimate with a standard error, as independent of those of other numbers as rows of a Hadamard matrix are orthogonal. */
function estimate(value: number, error: number, number: number): Jackknifed {
  const size = error / Math.sqrt(groups - 1);
  const sign = (g: number): number => {
    let odd = 0;
    for (let bits = g & (number + 1); bits > 0; bits >>= 1) odd ^= bits & 1;
    return odd === 1 ? -1 : 1;
  };
  return jackknife(
    value,
    Array.from({ length: groups }, (_, g) => value + size * sign(g)),
  );
}

let made = 0;

function cell(solver: string, evaluations: number, value: number, error = 0): Cell {
  made = (made + 1) % (groups - 1);
  const energy = estimate(value, error, made);
  return {
    solver,
    grid: 'uniform',
    score: 'exact',
    isStochastic: false,
    steps: evaluations,
    evaluations,
    seconds: 1,
    slicedWasserstein: { value: Math.sqrt(Math.abs(value)), error },
    energy,
    draws: [{ seed: 1, seconds: 1, energy, slicedWasserstein: { value: 0, error: 0 } }],
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

describe('the chance of a difference', () => {
  test("is that of independent estimates by Student's t, 31 degrees of freedom for each draw", () => {
    const [a, b] = [cell('a', 1, 3, 1), cell('b', 1, 1, 0.5)];
    expect(chanceOf(a, b)).toBeCloseTo(studentTail(2 / Math.hypot(1, 0.5), 31), 12);
    const [one] = a.draws;
    const [other] = b.draws;
    if (one === undefined || other === undefined) throw new Error('no draws');
    const twice = chanceOf({ ...a, draws: [one, one] }, { ...b, draws: [other, other] });
    expect(twice).toBeCloseTo(studentTail(2 / (Math.hypot(1, 0.5) / Math.SQRT2), 62), 12);
  });

  test('knows that what both have in common cancels', () => {
    const shared = estimate(0, 1, 3);
    const own = estimate(0.1, 0.01, 4);
    const both = jackknife(
      0.1,
      shared.leftOut.map((v, g) => v + (own.leftOut[g] as number)),
    );
    const [a, b] = [both, shared].map((energy): Cell => {
      const of = cell('a', 1, energy.value, 1);
      return { ...of, draws: [{ ...(of.draws[0] as Cell['draws'][0]), energy }] };
    }) as [Cell, Cell];
    // 0.1 +- 0.01 apart where each is known to 1
    expect(chanceOf(a, b)).toBeCloseTo(studentTail(10, 31), 12);
  });
});

describe('picks', () => {
  test('hold what cannot be told from the lowest: a chance of 0.05 over the number of others', () => {
    const check = fc.property(cells, fc.integer({ min: 1, max: 6 }), (drawn, budget) => {
      const [pick] = picksAt(drawn, 'exact', [budget]);
      const affordable = drawn.filter((c) => c.evaluations <= budget);
      expect(pick === undefined).toBe(affordable.length === 0);
      if (pick === undefined) return;
      const lowest = affordable.reduce((a, b) => (b.energy.value < a.energy.value ? b : a));
      const level = 0.05 / Math.max(1, affordable.length - 1);
      const chosen = [pick.best, ...pick.tied].map((index) => at(drawn, index));
      for (const each of chosen) {
        expect(each.evaluations).toBeLessThanOrEqual(budget);
        expect(chanceOf(each, lowest)).toBeGreaterThanOrEqual(level);
      }
      // every solver that has such a cell is named
      const good = affordable.filter((c) => chanceOf(c, lowest) >= level);
      expect(new Set(chosen.map((c) => c.solver))).toEqual(new Set(good.map((c) => c.solver)));
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
    const lead = {
      ...{ first: 1, next: 2, chance: 1 },
      difference: { value: 0.5, error: expect.closeTo(Math.SQRT2, 12) },
    };
    expect(picksAt(drawn, 'exact', [4, 5, 20])).toEqual([
      { score: 'exact', budget: 5, best: 3, tied: [] },
      { score: 'exact', budget: 20, best: 0, tied: [2], lead },
    ]);
    expect(picksAt(drawn, 'network', [20])).toEqual([]);
  });

  test('count evaluations, not steps', () => {
    const heun = { ...cell('heun', 9, 1, 1), steps: 5 };
    const drawn = [heun, cell('ddim', 6, 1, 1)];
    expect(picksAt(drawn, 'exact', [9])).toMatchObject([{ best: 1, tied: [0] }]);
    expect(paretoFront(drawn, 'exact')).toEqual([1]);
  });

  test('hold the truly best in 19 of 20, whichever is the lowest by chance', () => {
    const [solvers, trials, key] = [8, 2000, keyOf('picks')];
    let left = 0;
    for (let trial = 0; trial < trials; trial++) {
      const noise = new Float64Array(solvers * groups);
      fillNormal(noise, groups, foldIn(key, String(trial)), 0);
      const drawn = Array.from({ length: solvers }, (_, i): Cell => {
        const own = [...noise.subarray(i * groups, (i + 1) * groups)];
        const sum = own.reduce((a, b) => a + b, 0);
        // the mean of one normal a group; all are equally good, the first by a hair the best
        const without = own.map((v) => (sum - v) / (groups - 1));
        const energy = jackknife(sum / groups + (i === 0 ? 0 : 1e-9), without);
        return {
          ...cell(`s${i}`, 1, 0),
          energy,
          draws: [{ ...(cell('', 1, 0).draws[0] as Cell['draws'][0]), energy }],
        };
      });
      const [pick] = picksAt(drawn, 'exact', [1]);
      if (pick !== undefined && ![pick.best, ...pick.tied].includes(0)) left++;
    }
    // at most 100 of 2000 by the union bound, of deviation 9.7: four of them are a false alarm in 30,000
    expect(left).toBeLessThan(100 + 4 * 9.7);
    // and the level is not idle: a twentieth of it would leave 5
    expect(left).toBeGreaterThan(20);
  });
});
