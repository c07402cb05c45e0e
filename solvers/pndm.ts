import { exponentialStep } from './exponentialIntegrator.ts';
import { ipndm } from './ipndm.ts';
import type { DiffusionSolver } from './solver.ts';

/** Steps of the warm-up. */
const warmUp = 3;

/**
 * PNDM: three steps in the manner of Runge and Kutta, then the steps of PLMS, which are those of ipndm.
 *
 *   x_s = (alpha_s / alpha_t) x - sigma_s expm1(h) (e1 + 2 e2 + 2 e3 + e4) / 6,   h = lambda_s - lambda_t
 *
 * e1 is the noise predicted at t, e2, e3 and e4 that after a DDIM step from x at t along the one before, to the middle, the
 * middle and s. A warm-up step, also one after a rise of the grid, takes four evaluations.
 *
 * Order 2 in general: both kinds of steps average eps as if sigma / alpha were linear in the step.
 *
 * @category Reverse diffusion
 * @see Liu et al. (2022), arXiv:2202.09778, algorithm 2
 */
export function pndm(): DiffusionSolver {
  const plms = ipndm({ order: 4 });
  return {
    ...plms,
    name: 'pndm',
    options: {},
    order: { ode: 2 },
    warmUpEvaluations: 3 * warmUp,
    source: 'Liu et al. 2022, arXiv:2202.09778',
    step(at) {
      const { problem, x, t, s, past } = at;
      if (past.length >= warmUp) return plms.step(at);
      const { space, schedule, predict } = problem;
      const along = (eps: typeof x, to: number): typeof x => {
        const { carry, gain } = exponentialStep(schedule, 'eps', t, to);
        return space.combine([carry, x], [gain(0), eps]);
      };
      const middle = (t + s) / 2;
      const { eps: e1 } = predict(x, t);
      const { eps: e2 } = predict(along(e1, middle), middle);
      const { eps: e3 } = predict(along(e2, middle), middle);
      const { eps: e4 } = predict(along(e3, s), s);
      const mean = space.combine([1 / 6, e1], [1 / 3, e2], [1 / 3, e3], [1 / 6, e4]);
      return { x: along(mean, s), past: { t, eps: e1 } };
    },
  };
}
