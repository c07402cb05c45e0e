import { describe, expect, test } from 'vitest';
import * as makers from '../../solvers/index.ts';
import { ddim, heun, pndm } from '../../solvers/index.ts';
import { withoutVariance } from '../../src/catalogue/index.ts';
import { type Contest, compare, type Entrant, runsOf } from '../../src/compare/index.ts';
import { eightGaussiansSet } from '../../src/data/index.ts';
import { restart } from '../../src/grids/index.ts';
import { eightGaussians, reverse, vp } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';

const schedule = vp();
const contest = {
  data: { label: 'eight-gaussians', dataset: eightGaussiansSet() },
  schedule: { label: 'vp', schedule },
  steps: [],
  evaluations: [5, 12, 30],
  samples: 64,
  seed: 1,
  exact: true,
};
const solvers = Object.values(makers)
  .filter((make) => make().name !== 'iddpm')
  .map((make) => withoutVariance(make()));

describe('budgets of evaluations', () => {
  test.each(solvers.map((solver) => [solver.name, solver] as const))(
    '%s takes the most steps that they pay for',
    async (label, solver) => {
      const diffusion = reverse(eightGaussians().denoiser(schedule));
      const spent = async (steps: number): Promise<number> =>
        (await sample(diffusion, { solver, steps, samples: 8, seed: 1 })).evaluations;
      const entrants: Entrant[] = [{ label, solver }];
      for (const { budget = 0, steps } of runsOf({ ...contest, entrants, evaluations: [30, 61] })) {
        expect(await spent(steps)).toBeLessThanOrEqual(budget);
        expect(await spent(steps + 1)).toBeGreaterThan(budget);
      }
    },
  );

  test('rises of a grid cost nothing, and budgets below its least steps are passed over', async () => {
    const entrants: Entrant[] = [
      { label: 'ddim', solver: ddim(), grid: restart({ restarts: 3, restartSteps: 2 }) },
    ];
    const runs = runsOf({ ...contest, entrants });
    // 3 restarts of 2 steps and a rise need 12 steps, 9 evaluations: 5 are too few
    expect(runs.map(({ budget, steps }) => [budget, steps])).toEqual([
      [12, 15],
      [30, 33],
    ]);
    const { comparison } = await compare<Float64Array>(
      { ...contest, entrants },
      { now: () => 0, backend: '', versions: {}, command: '' },
    );
    expect(comparison.cells.map(({ budget, evaluations }) => [budget, evaluations])).toEqual([
      [12, 12],
      [30, 30],
    ]);
    expect(comparison.picks.map(({ budget }) => budget)).toEqual([12, 30]);
  });

  test('a method that warms up again after each rise keeps within them', async () => {
    const grid = restart({ restarts: 2, restartSteps: 4 });
    const [run] = runsOf({
      ...{ ...contest, evaluations: [80] },
      entrants: [{ label: 'pndm', solver: pndm(), grid }],
    });
    const spent = async (steps: number): Promise<number> => {
      const diffusion = reverse(eightGaussians().denoiser(schedule));
      return (await sample(diffusion, { solver: pndm(), grid, steps, samples: 8, seed: 1 }))
        .evaluations;
    };
    expect(await spent(run?.steps ?? 0)).toBe(80);
  });

  test.each<[string, Partial<Contest<Float64Array>>, string]>([
    ['no whole number', { evaluations: [5.5] }, 'evaluations must be a positive integer, got 5.5'],
    ['none that pays', { evaluations: [2, 8] }, 'evaluations: 8 are too few for pndm; give more'],
    [
      'none that pays for a grid',
      { evaluations: [4], entrants: [{ label: 'heun', solver: heun(), grid: restart() }] },
      'restarts of 2 steps and a rise each need at least 9 steps',
    ],
    ['one twice', { evaluations: [30, 30] }, 'at 30 evaluations is listed twice'],
  ])('%s: refused before any work', (_, wrong, message) => {
    const entrants: Entrant[] = [{ label: 'pndm', solver: pndm() }];
    expect(() => runsOf({ ...contest, entrants, ...wrong })).toThrow(message);
  });
});

test('a deliberate error of the exact score is followed, told, and the same again', async () => {
  const entrants: Entrant[] = [{ label: 'ddim', solver: ddim() }];
  const world = { now: () => 0, backend: '', versions: {}, command: '' };
  const run = async (scoreError: number) =>
    (await compare<Float64Array>({ ...contest, entrants, scoreError }, world)).comparison;
  const [none, some] = [await run(0), await run(0.2)];
  expect([none.scoreError, some.scoreError]).toEqual([undefined, 0.2]);
  expect(none.cells[2]?.flowDistance).toBeGreaterThan(0);
  expect(some.cells[2]?.flowDistance).toBeUndefined();
  const [exact, erring] = [none.cells[2]?.lawDistance, some.cells[2]?.lawDistance];
  // On a Gaussian of deviation s the flow gathers 0.2 s ln(2 151 / s), over 0.2 for the s = 0.1 of one of eight: far from the 0.04
  // that the solver leaves, and more than four standard errors of it
  expect((erring?.value ?? 0) - (exact?.value ?? 0)).toBeGreaterThan(
    4 * Math.hypot(erring?.error ?? Number.NaN, exact?.error ?? Number.NaN),
  );
  expect(await run(0.2)).toEqual(some);
});
