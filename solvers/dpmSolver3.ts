import { requireShare } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * DPM-Solver-3: eps at two times between, from which its slope in lambda is taken.
 *
 *   u1  = (alpha_1 / alpha_t) x - sigma_1 expm1(r1 h) eps,   lambda_i = lambda_t + ri h,   h = lambda_s - lambda_t
 *   u2  = (alpha_2 / alpha_t) x - sigma_2 expm1(r2 h) eps - sigma_2 (r2 / r1) (expm1(r2 h) / (r2 h) - 1) (eps(u1, t1) - eps)
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) eps - (sigma_s / r2) (expm1(h) / h - 1) (eps(u2, t2) - eps)
 *
 * The slope at t2 counts for the mean of the step only with r2 = 2/3: with another r2 it has order 2.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.r1 where the first time lies, as a share of the step in lambda, in (0, 1]
 * @param options.r2 where the second lies, in (0, 1]
 * @throws InputError if one of them is not in (0, 1]
 * @see Lu et al. (2022), arXiv:2206.00927, algorithms 2 and 5
 */
export function dpmSolver3({
  r1 = 1 / 3,
  r2 = 2 / 3,
}: {
  r1?: number;
  r2?: number;
} = {}): DiffusionSolver {
  requireShare('dpm-solver-3: r1', r1);
  requireShare('dpm-solver-3: r2', r2);
  return {
    name: 'dpm-solver-3',
    options: { r1, r2 },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: r2 === 2 / 3 ? 3 : 2 },
    evaluationsPerStep: 3,
    source: 'Lu et al. 2022, arXiv:2206.00927, algorithms 2 and 5',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s }) {
      const { logSnr, timeOf } = schedule;
      const at = (r: number) => timeOf(logSnr(t) + r * (logSnr(s) - logSnr(t)));
      const to = (end: number) => exponentialStep(schedule, 'eps', t, end);
      const [t1, t2] = [at(r1), at(r2)];
      const [one, two, all] = [to(t1), to(t2), to(s)];
      const { eps } = predict(x, t);
      const eps1 = predict(space.combine([one.carry, x], [one.gain(0), eps]), t1).eps;
      const slope1 = (two.gain(1) * r2) / r1;
      const u2 = [
        [two.carry, x],
        [two.gain(0) - slope1, eps],
        [slope1, eps1],
      ] as const;
      const eps2 = predict(space.combine(...u2), t2).eps;
      const slope2 = all.gain(1) / r2;
      return { x: space.combine([all.carry, x], [all.gain(0) - slope2, eps], [slope2, eps2]) };
    },
  };
}
