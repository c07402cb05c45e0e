import { requireOneOf } from '../src/errors/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import { ipndm } from './ipndm.ts';
import { type PndmWarmUp, warmUps } from './pndmWarmUps.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * PNDM: a warm-up in the manner of Runge and Kutta, then the steps of PLMS, which are those of ipndm.
 *
 *   runge-kutta   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) (e1 + 2 e2 + 2 e3 + e4) / 6,   h = lambda_s - lambda_t, three steps
 *   heun          x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) (e1 + e2) / 2, one step
 *
 * e1 is the noise predicted at t; e2, e3 and e4 that after a DDIM step from x at t along the one before, to the middle, the
 * middle and s, or in the short warm-up to s. Its steps, also those after a rise of the grid, take four evaluations, or two.
 *
 * The short one is PLMS as it came with Stable Diffusion, diffusers' skip_prk_steps = True. diffusers places times by N // steps, so
 * that it agrees with this on its leading grids whose middles are training times, but for a closing step to sigma = 0: that is x0 here,
 * as for every solver, and the mean of the last noises predicted there.
 *
 * Order 2 in general: both kinds of steps average eps as if sigma / alpha were linear in the step.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.warmUp 'runge-kutta' or 'heun'
 * @throws InputError if warmUp is neither
 * @see Liu et al. (2022), arXiv:2202.09778, algorithm 2
 */
export function pndm({ warmUp = 'runge-kutta' }: { warmUp?: PndmWarmUp } = {}): DiffusionSolver {
  requireOneOf('pndm: warmUp', warmUp, Object.keys(warmUps) as PndmWarmUp[]);
  const { steps, warmUpEvaluations, mean } = warmUps[warmUp];
  const plms = ipndm({ order: 4 });
  return {
    ...plms,
    name: 'pndm',
    options: { warmUp },
    order: { ode: 2 },
    warmUpEvaluations,
    source: 'Liu et al. 2022, arXiv:2202.09778',
    step(at) {
      const { problem, x, t, s, past } = at;
      if (past.length >= steps) return plms.step(at);
      const along = (eps: typeof x, to: number): typeof x => {
        const { carry, gain } = exponentialStep(problem.schedule, 'eps', t, to);
        return problem.space.combine([carry, x], [gain(0), eps]);
      };
      const { eps } = problem.predict(x, t);
      return { x: along(mean(at, eps, along), s), past: { t, eps } };
    },
  };
}
