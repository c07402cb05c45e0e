import type { Entrant } from '../../src/compare/index.ts';
import { entrantsOf } from '../../src/compare/index.ts';

/** What came first in a sweep: at each budget these solvers on two grids exponential(rho, sigmaMin), and two on quadratic. */
const solvers = ['ipndm', 'ipndm(order=3)', 'unipc', 'unipc(order=3)'];
const always = ['ipndm@quadratic', 'ipndm(order=3)@quadratic'];
const grids = new Map<number, readonly (readonly [rho: number, sigmaMin: number])[]>([
  [
    5,
    [
      [2.1, 0.096],
      [2, 0.11],
    ],
  ],
  [
    8,
    [
      [1.5, 0.048],
      [1.8, 0.067],
    ],
  ],
  [
    10,
    [
      [1.6, 0.036],
      [1.7, 0.047],
    ],
  ],
  [
    15,
    [
      [1.25, 0.037],
      [1.4, 0.034],
    ],
  ],
  [
    20,
    [
      [1.25, 0.028],
      [0.8, 0.028],
    ],
  ],
  [
    30,
    [
      [1.25, 0.018],
      [1.4, 0.02],
    ],
  ],
  [
    50,
    [
      [1.2, 0.011],
      [1, 0.0095],
    ],
  ],
  [
    100,
    [
      [1, 0.0036],
      [0.8, 0.0019],
    ],
  ],
  [
    250,
    [
      [0.9, 0.0008],
      [1, 0.001],
    ],
  ],
]);

/** Every solver on every grid, as the command line writes them. */
function pairs(ofSolvers: readonly string[], ofGrids: readonly string[]): Entrant[] {
  const list = ofSolvers.flatMap((solver) => ofGrids.map((grid) => `${solver}@${grid}`));
  return entrantsOf(list.join(','));
}

/** The few pairs among which the best at a budget is chosen. */
export function candidatesAt(evaluations: number): Entrant[] {
  const own = (grids.get(evaluations) ?? []).map(([rho, least]) => {
    return `exponential(rho=${rho},sigmaMin=${least})`;
  });
  return [...pairs(solvers, own), ...entrantsOf(always.join(','))];
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
