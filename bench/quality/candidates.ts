import { entrantsOf } from '../../src/cli/entrants.ts';
import type { Entrant } from '../../src/compare/index.ts';

/** What came first in a sweep, on two grids each at the budget it was swept for: exponential(rho, sigmaMin). */
const solvers = ['ipndm', 'unipc(b=b1)', 'unipc(order=3)', 'dpmpp-3m'];
const grids: Readonly<Record<number, readonly (readonly [rho: number, sigmaMin: number])[]>> = {
  5: [
    [2.1, 0.096],
    [1.8, 0.12],
  ],
  8: [
    [1.5, 0.048],
    [2.1, 0.067],
  ],
  10: [
    [1.7, 0.047],
    [2.3, 0.053],
  ],
  15: [
    [1.3, 0.036],
    [1.1, 0.032],
  ],
  20: [
    [1.4, 0.028],
    [1.2, 0.03],
  ],
  30: [
    [1.3, 0.019],
    [1.3, 0.022],
  ],
  50: [
    [1.2, 0.011],
    [1.1, 0.01],
  ],
  100: [
    [1, 0.0035],
    [1, 0.0065],
  ],
  250: [
    [0.9, 0.0008],
    [1, 0.001],
  ],
};

/** Every solver on every grid, as the command line writes them. */
function pairs(ofSolvers: readonly string[], ofGrids: readonly string[]): Entrant[] {
  const list = ofSolvers.flatMap((solver) => ofGrids.map((grid) => `${solver}@${grid}`));
  return entrantsOf(list.join(','));
}

/** The few pairs among which the best at a budget is chosen. */
export function candidatesAt(evaluations: number): Entrant[] {
  const own = (grids[evaluations] ?? []).map(([rho, least]) => {
    return `exponential(rho=${rho},sigmaMin=${least})`;
  });
  return pairs(solvers, own);
}

const deterministic = [
  ...['ddim', 'dpmpp-2s', 'dpmpp-2m', 'dpmpp-3m', 'dpm-solver-2', 'dpm-solver-3', 'edm', 'pndm'],
  ...['unip', 'unip(order=3)', 'unipc', 'unipc(b=b1)', 'unipc(order=3)', 'unipc(order=3,b=b1)'],
  ...['deis', 'deis(variable=log-rho)', 'ipndm(order=2)', 'ipndm(order=3)', 'ipndm'],
  ...['heun', 'midpoint', 'rk4', 'rk45'],
];
const stochastic = ['ddpm', 'seeds-1', 'sde-dpmpp-2m', 'sde-dpmpp-3m', 'shark'];

/** Levels to close from: about those that paid at a budget, of which 0.55 / evaluations is the largest. */
function leasts(evaluations: number): readonly number[] {
  const most = 0.55 / evaluations;
  return [0.35, 0.65, 1].map((share) => Number((most * share).toPrecision(2)));
}

/** All solvers of the probability flow on many grids, and a few of the reverse SDE, which are listed but not chosen. */
export function sweptAt(evaluations: number): Entrant[] {
  const own = leasts(evaluations).flatMap((least) => [
    ...[0.8, 1, 1.25, 1.6, 2].map((rho) => `exponential(rho=${rho},sigmaMin=${least})`),
    `karras(rho=7,sigmaMin=${least})`,
  ]);
  const plain = ['uniform-log-snr', 'karras', 'uniform', 'quadratic', 'beta'];
  const least = leasts(evaluations)[1];
  const ofSde = pairs(stochastic, [`uniform-log-snr(sigmaMin=${least})`, 'karras']);
  return [...pairs(deterministic, [...own, ...plain]), ...ofSde];
}
