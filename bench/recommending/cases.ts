import { keyOf, permutation } from '../../src/noise/index.ts';
import { type Followed, networks } from './networks.ts';

/** One case that a recommendation is judged on: none of them was looked at when the library of solvers and grids was put together. */
export interface Case {
  readonly name: string;
  /** A data set whose law is known, or that of the network. */
  readonly data: string;
  /** Of an exact score; a network has its own. */
  readonly schedule?: string;
  /** What is followed in place of the exact score. */
  readonly network?: Followed;
  /** Network calls of a sample. */
  readonly budget: number;
  /** Samples that every pair of the library is judged with. */
  readonly samples: number;
}

/** Problems with an exact score, and samples that judge on them; the library was made on other data. */
const problems: readonly (readonly [data: string, samples: number])[] = [
  ['gaussian-mixture(dimension=2,components=5,sd=0.3,seed=11)', 2048],
  ['gaussian-mixture(dimension=2,components=40,sd=0.05,seed=12)', 2048],
  ['gaussian-mixture(dimension=16,components=20,sd=0.2,seed=13)', 2048],
  ['gaussian-mixture(dimension=256,components=10,sd=0.5,seed=14)', 512],
  ['gaussian(dimension=8,mean=1,sd=0.4)', 2048],
  ['glyph-mixture(shapes=200,sd=0.2,seed=15)', 512],
  ['ellipses(shapes=100,sd=0.15,seed=16)', 256],
];
const schedules = ['vp', 'sub-vp', 've', 'edm', 'cosine', 'flow', 'ddpm(betas=scaled-linear)'];
const budgets = [5, 7, 9, 12, 17, 25, 40];

/** Exact cases: so many of all combinations, drawn by a fixed key, each problem, schedule and budget as often as any other. */
function exactCases(): Case[] {
  const n = problems.length;
  const [byProblem, byBudget] = ['schedules', 'budgets'].map((name) => permutation(keyOf(name), n));
  return [0, 1, 2].flatMap((turn) =>
    problems.map(([data, samples], i): Case => {
      const schedule = schedules[((byProblem?.[i] ?? 0) + turn) % n] as string;
      const budget = budgets[((byBudget?.[i] ?? 0) + 3 * turn) % n] as number;
      return { name: `${data} on ${schedule}, ${budget} calls`, data, schedule, budget, samples };
    }),
  );
}

/** Every case. */
export const cases: readonly Case[] = [
  ...exactCases(),
  ...networks.flatMap(({ network, data, samples, budgets: own }) =>
    own.map((budget): Case => {
      const name = `${network.run.split('/').at(-1)}, ${budget} calls`;
      return { name, data, network, budget, samples };
    }),
  ),
];
