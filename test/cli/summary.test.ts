import { expect, test } from 'vitest';
import { digits } from '../../src/cli/digits.ts';
import { summary } from '../../src/cli/summary.ts';
import type { Cell, Comparison } from '../../src/compare/index.ts';

function cell(solver: string, steps: number, energy: number, flowDistance?: number): Cell {
  return {
    solver,
    grid: 'uniform',
    score: 'exact',
    isStochastic: flowDistance === undefined,
    steps,
    evaluations: solver === 'heun' ? 2 * steps - 1 : steps,
    seconds: 1,
    slicedWasserstein: { value: 0.1, error: 0.01 },
    energy: { value: energy, error: 0.001 },
    ...(flowDistance === undefined ? {} : { flowDistance }),
    draws: [],
  };
}

const comparison: Comparison = {
  data: 'eight-gaussians',
  dimension: 2,
  schedule: 'vp',
  samples: 400,
  seed: 7,
  repeats: 3,
  backend: 'wasm',
  floor: {
    slicedWasserstein: { value: 0.05, error: 0.01 },
    energy: { value: 0.0001, error: 0.0004 },
  },
  cells: [cell('ddpm', 5, 0.05), cell('ddpm', 10, 0.0123), cell('heun', 10, 0.002, 0.03)],
  failures: [
    { solver: 'heun', grid: 'uniform', score: 'exact', steps: 5, reason: 'diverged: far out' },
  ],
  front: { network: [], exact: [0, 1, 2] },
  picks: [
    {
      ...{ score: 'exact', budget: 10, best: 1, tied: [0] },
      lead: { first: 1, next: 2, difference: { value: 0.0012, error: 0.0004 }, chance: 0.013 },
    },
  ],
  versions: {},
  command: 'tfjs-sde compare',
};

test('a summary holds quality with evaluations, the best marked, what failed, and what to pick', () => {
  expect(
    summary(comparison),
  ).toBe(`eight-gaussians in 2 dimensions, schedule vp, 3 x 400 samples, seed 7, wasm

Energy distance to fresh data x 1000 on the exact score (evaluations; * lowest)

solver   5 steps    10 steps
ddpm    50.0 (5)*  12.3 (10)
heun      failed   2.00 (19)*
two sets of fresh data: 0.10 ± 0.40

Rms distance to the exact end of the probability flow x 1000

solver  5 steps    10 steps
heun     failed   30.0 (19)*

What to pick on the exact score, by the evaluations you can afford: the cheapest that cannot be told from the lowest

evaluations  use   steps  needs  energy x 1000  lead of the lowest                              cannot be told from the lowest either
         10  ddpm     10     10    12.3 ± 1.00  1.20 ± 0.40, ddpm (10) on heun (19), p = 0.013  ddpm (5)
Pareto front: ddpm (5), ddpm (10), heun (19)

failed: heun at 5 steps on the exact score: diverged: far out
`);
});

test('a solver on two grids is told apart by the grid', () => {
  const karras = { ...cell('ddpm', 5, 0.01), grid: 'karras' };
  const text = summary({ ...comparison, cells: [...comparison.cells, karras] });
  expect(text).toContain('ddpm@uniform');
  expect(text).toContain('ddpm@karras');
  expect(text).not.toContain('heun@');
});

test('digits say what can be read', () => {
  const shown = [0, 0.004, 0.05, 3.1372, 31.41, 314.1, 1e6, -0.57].map(digits);
  expect(shown).toEqual(['0.00', '4.0e-3', '0.05', '3.14', '31.4', '314', '1.0e+6', '-0.57']);
});
