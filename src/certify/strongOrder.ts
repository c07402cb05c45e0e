import { sra1, sriw1 } from '../../solvers/index.ts';
import type { Grid } from '../grids/index.ts';
import { brownianPath, foldIn, keyOf, type NoiseSource } from '../noise/index.ts';
import {
  gaussianMixture,
  type ItoSde,
  type ReverseDiffusion,
  reverse,
  vp,
} from '../problem/index.ts';
import { driving, solve } from '../sampling/index.ts';
import { type AnySolver, type Certificate, type ErrorAt, verdictOf } from './certificate.ts';
import { meanDistance } from './distance.ts';
import { doublings } from './doublings.ts';
import { evenLogSnr } from './evenLogSnr.ts';
import { growth } from './growth.ts';
import { groups, orderOfPaths } from './observedOrder.ts';
import { reached } from './reached.ts';
import { withShare } from './withShare.ts';

type F = Float64Array;

/** An SDE whose solutions are known along each path, or are taken from a solver with many more steps. */
export interface StrongProblem {
  readonly name: string;
  readonly sde: ItoSde<Float64Array> | ReverseDiffusion<Float64Array>;
  readonly from: number;
  readonly to: number;
  /** Where so many paths start. */
  start(paths: number): Float64Array;
  /** So many steps from one to the other, every second of which is a step of half as many. */
  grid(steps: number): Grid;
  /** Where the path of a Brownian motion leads whose increment over the whole range is w, alike in a row where one drives all. */
  exact?(w: Float64Array): Float64Array;
}

/** The reverse SDE of an equal mixture of N(-1, 1/4) and N(1, 1/4): a Gaussian's score, being linear, cannot tell order 1.5. */
export const reverseMixture: StrongProblem = {
  name: 'reverse SDE of two Gaussians',
  sde: reverse(
    withShare(gaussianMixture({ means: [[-1], [1]], sd: 0.5 }).denoiser(vp()), () => 0.5),
  ),
  from: 1,
  to: 0.01,
  grid: (steps) => evenLogSnr(vp(), 1, 0.01, steps),
  start: (paths) =>
    Float64Array.from({ length: paths }, (_, i) => 1.5 * Math.sin(12.9898 * (i + 1))),
};

/** How a strong order is measured. */
export interface StrongOptions {
  /** One with noise that depends on the state for solvers of Ito SDEs, else a reverse SDE, unless told otherwise. */
  readonly problem?: StrongProblem;
  /** A multiple of 20, the groups that tell how sure the slope is. */
  readonly paths?: number;
  /** Fewest steps, and how often they double. */
  readonly steps?: number;
  readonly doublings?: number;
  readonly seed?: string | number;
  /** Ends it early; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The strong order of a solver: how fast the mean distance from the exact solution falls, along Brownian paths that all
 * step sizes share. Where no solution is known, a solver of order 1.5 gives it with four times the steps of the finest run, whose own
 * error is an eighth of that of a method of its order.
 *
 * @param declared the order it is held to; the interval has confidence 0.999
 */
export async function strongOrder(
  solver: AnySolver,
  declared: number,
  {
    problem = solver.solves === 'ito-sde' ? growth : reverseMixture,
    paths = 400,
    steps = 32,
    doublings: count = 4,
    seed = 5,
    signal,
  }: StrongOptions = {},
): Promise<Certificate> {
  const { sde, from, to } = problem;
  const counts = doublings(steps, count);
  const most = 4 * (counts.at(-1) as number);
  const key = foldIn(keyOf(seed), problem.name);
  const noise: NoiseSource<F> = brownianPath(
    sde.space,
    key,
    { first: 0, count: paths },
    problem.grid(most).times,
  );
  const start = problem.start(paths);
  const end = (by: AnySolver, intervals: number): Promise<F> => {
    const over = problem.grid(intervals);
    const options = { solver: by, start, over, noise, seed: 0, signal };
    return reached(solve(sde as ReverseDiffusion<F, never>, options), start.length);
  };
  const reference = sde.diffusion.kind === 'additive' ? sra1() : sriw1();
  const exact =
    problem.exact?.(driving(sde, noise).over(from, to, 0).W()) ?? (await end(reference, most));
  const errors: { readonly steps: number; readonly x: F }[] = [];
  for (const own of counts) errors.push({ steps: own, x: await end(solver, own) });
  const size = (paths / groups) * sde.space.size;
  const ofGroup = (group: number): ErrorAt[] =>
    errors.map((own) => ({
      steps: own.steps,
      error: meanDistance(own.x, exact, group * size, (group + 1) * size),
    }));
  const order = orderOfPaths(Array.from({ length: groups }, (_, group) => ofGroup(group)));
  return {
    solver: solver.name,
    claim: 'strong order',
    problem: problem.name,
    declared,
    ...order,
    verdict: verdictOf('strong order', declared, order),
    errors: errors.map((own) => ({ steps: own.steps, error: meanDistance(own.x, exact) })),
  };
}
