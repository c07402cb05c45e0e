import { rk45 } from '../../solvers/index.ts';
import type { Grid } from '../grids/index.ts';
import type { NoiseSource } from '../noise/index.ts';
import { type Denoiser, gaussianMixture, reverse, vp } from '../problem/index.ts';
import { solve } from '../sampling/index.ts';
import { type AnySolver, type Certificate, verdictOf } from './certificate.ts';
import { rms } from './distance.ts';
import { doublings } from './doublings.ts';
import { evenLogSnr } from './evenLogSnr.ts';
import { orderOfExpansion } from './observedOrder.ts';
import { reached } from './reached.ts';
import { withShare } from './withShare.ts';

type F = Float64Array;

/** Three Gaussians in the plane without a symmetry that could hide an error. */
export function lopsided(): Denoiser<F> {
  const means = [
    [-1.1, 0.3],
    [0.8, 0.9],
    [0.4, -1.2],
  ];
  return gaussianMixture({ means, sd: [0.5, 0.4, 0.6], weights: [2, 3, 1] }).denoiser(vp());
}

/** Where a flow is followed, and with how many steps. */
export interface FlowOptions {
  /** Its exact score; a mixture of three Gaussians in the plane on vp by default. */
  readonly denoiser?: Denoiser<Float64Array>;
  readonly name?: string;
  /** From pure noise, where x0 is flat, so that the first steps of multistep methods, of lower order, do not count. */
  readonly from?: number;
  readonly to?: number;
  /** Lays so many steps from there to there; equal ones of logSnr unless told otherwise. */
  readonly grid?: (steps: number, from: number, to: number) => Grid;
  /** Fewest steps, and how often they double. */
  readonly steps?: number;
  readonly doublings?: number;
  readonly rows?: number;
  /** Ends it early; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The order of a deterministic solver on the probability flow of an exact score, on even steps of logSnr unless told otherwise: the root
 * mean square distance from where rk45 ends with four times the steps of the finest run.
 *
 * @param solver one that is not stochastic
 * @param declared the order it is held to
 */
export async function flowOrder(
  solver: AnySolver,
  declared: number,
  {
    denoiser = lopsided(),
    name = 'probability flow of three Gaussians',
    from = 1,
    to = 0.2,
    // a method of order 5 meets rounding after few doublings
    steps = declared > 4 ? 16 : 32,
    doublings: count = 3,
    rows = 16,
    grid,
    signal,
  }: FlowOptions = {},
): Promise<Certificate> {
  const problem = reverse(withShare(denoiser, () => 0.5));
  const { space, schedule } = problem;
  // what draws where nothing is random ends in no number
  const none = (): F => new Float64Array(rows * space.size).fill(Number.NaN);
  const noise: NoiseSource<F> = {
    over: () => ({ W: none, H: none, normal: none, threePoint: none, extra: none }),
  };
  // a spread of starts that no chance decides on
  const start = Float64Array.from(
    { length: rows * space.size },
    (_, i) => 1.5 * Math.sin(12.9898 * (i + 1)),
  );
  const end = async (by: AnySolver, intervals: number): Promise<F> => {
    const over = grid?.(intervals, from, to) ?? evenLogSnr(schedule, from, to, intervals);
    return reached(
      solve(problem, { solver: by, start, over, noise, seed: 0, signal }),
      start.length,
    );
  };
  const counts = doublings(steps, count);
  const exact = await end(rk45(), 4 * (counts.at(-1) as number));
  const errors = [];
  for (const own of counts) errors.push({ steps: own, error: rms(await end(solver, own), exact) });
  const order = orderOfExpansion(errors);
  return {
    solver: solver.name,
    claim: 'flow order',
    problem: name,
    declared,
    ...order,
    verdict: verdictOf('flow order', declared, order),
    errors,
  };
}
