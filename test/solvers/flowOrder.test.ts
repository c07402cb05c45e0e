import { describe, expect, test } from 'vitest';
import { ddim, dpmpp2m, heun, rk4 } from '../../solvers/index.ts';
import { gridOf } from '../../src/grids/index.ts';
import { eightGaussians, reverse, vp } from '../../src/problem/index.ts';
import { type SolverFor, sample } from '../../src/sampling/index.ts';
import { rms, slope } from './slope.ts';

// From t where the flow is smooth, on equal steps of logSnr; the reference is rk4 at four times the finest grid, whose
// error is below the finest one measured by at least 4^4 for rk4 itself.
const problem = reverse(eightGaussians().denoiser(vp()));
const { schedule } = problem;
const [from, to] = [schedule.logSnr(0.8), schedule.logSnr(0.1)];
const start = Float64Array.from({ length: 64 }, (_, i) => 1.5 * Math.sin(12.9898 * (i + 1)));

const end = async (
  solver: SolverFor<Float64Array, typeof problem>,
  steps: number,
): Promise<Float64Array> => {
  const times = Array.from({ length: steps + 1 }, (_, i) =>
    schedule.timeOf(from + (i / steps) * (to - from)),
  );
  return (await sample(problem, { solver, grid: gridOf(times), start })).x;
};

describe('on the probability flow of eight Gaussians', () => {
  test.for([ddim(), dpmpp2m(), heun(), rk4()])('$name converges with its order', async (solver) => {
    const counts = [64, 128, 256];
    const exact = await end(rk4(), 1024);
    const errors: number[] = [];
    for (const steps of counts) errors.push(rms(await end(solver, steps), exact));
    const observed = -slope(
      counts.map(Math.log2),
      errors.map((error) => Math.log2(error)),
    );
    expect(Math.abs(observed - (solver.order.ode ?? Number.NaN))).toBeLessThan(0.25);
  });
});
