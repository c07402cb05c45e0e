import { gridOf } from '../grids/index.ts';
import { geometricBrownianMotion } from '../problem/index.ts';
import type { StrongProblem } from './strongOrder.ts';

const problem = geometricBrownianMotion();
const [from, to] = problem.over;

/** Mean and second moment of its last state. */
export function growthMoments(): readonly [number, number] {
  const { mean: [mean = Number.NaN] = [], variance: [variance = Number.NaN] = [] } =
    problem.moments?.(to) ?? {};
  return [mean, mean ** 2 + variance];
}

/** Geometric Brownian motion: noise that depends on the state, and a solution that is known along each path. */
export const growth: StrongProblem = {
  name: 'geometric Brownian motion',
  sde: problem.sde,
  from,
  to,
  grid: (steps) =>
    gridOf(Array.from({ length: steps + 1 }, (_, i) => from + (i / steps) * (to - from))),
  start: (paths) => new Float64Array(paths).fill(problem.start[0] as number),
  ...(problem.exact === undefined ? {} : { exact: problem.exact }),
};
