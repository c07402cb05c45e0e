import { type Entrant, entrantsOf, gridsWithin, type Run } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';

/** Solvers of the probability flow, and of the reverse SDE, as they are written. */
const deterministic = [
  ...['ddim', 'dpmpp-2m', 'dpmpp-3m', 'dpmpp-2s', 'dpm-solver-3', 'heun', 'edm', 'pndm', 'deis'],
  ...['unipc', 'unipc(order=3)', 'ipndm(order=2)', 'ipndm(order=3)', 'ipndm'],
];
const stochastic = [
  ...['ddpm', 'ddpm(variance=large)', 'euler-maruyama', 'shark', 'seeds-1'],
  ...['sde-dpmpp-2m', 'sde-dpmpp-3m'],
];

/** Of the level that is closed from, sigma / alpha: what paid at a budget is some share of this over the budget. */
const most = 0.55;

/** Levels to close from, within a budget of calls. */
function leasts(budget: number): readonly number[] {
  return [0.35, 0.65, 1].map((share) => Number(((most * share) / budget).toPrecision(2)));
}

/**
 * What is searched for the best within a budget: solvers of the probability flow and of the reverse SDE on their own grids and on
 * those of levels, whose last one depends on the budget.
 *
 * @param budget network calls of a sample
 * @see Karras et al. (2022), arXiv:2206.00364, eq. 5, for levels; the grid matters more than the solver
 */
export function libraryWithin(budget: number): readonly Entrant[] {
  const exponential = leasts(budget).flatMap((least) =>
    [1, 1.25, 1.6, 2].map((rho) => `exponential(rho=${rho},sigmaMin=${least})`),
  );
  const middle = leasts(budget)[1];
  const plain = ['own', 'karras', 'quadratic', 'uniform'];
  return [
    ...entrantsOf(deterministic.join(','), [...plain, ...exponential].join(',')),
    ...entrantsOf(
      stochastic.join(','),
      [...plain, `uniform-log-snr(sigmaMin=${middle})`].join(','),
    ),
  ];
}

/** Every entrant at the most steps that a budget pays for, each grid once. */
export function runsWithin(
  entrants: readonly Entrant[],
  schedule: Schedule,
  budget: number,
): Run[] {
  const seen = new Set<string>();
  return entrants.flatMap((entrant): Run[] => {
    const rule = entrant.grid ?? entrant.solver.defaultGrid;
    try {
      return gridsWithin(entrant.solver, rule, schedule, [budget]).flatMap(({ grid }) => {
        const steps = grid.times.length - 1;
        // a single step to sigma = 0 is x0, whatever the solver
        const name = JSON.stringify([steps === 1 ? '' : entrant.label, [...grid.times]]);
        if (seen.has(name) || steps < 1) return [];
        seen.add(name);
        return [{ entrant, grid, budget, steps }];
      });
    } catch (error) {
      // a budget too small for the solver, or a grid that this schedule cannot have
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}
