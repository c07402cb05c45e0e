import { requireOneOf } from '../src/errors/index.ts';
import { heldNoise } from './heldNoise.ts';
import { ipndm } from './ipndm.ts';
import type { DiffusionSolver } from './solver.ts';

/** Steps of each warm-up, and the evaluations that they take beyond one a step. */
const warmUps = {
  'runge-kutta': { steps: 3, extra: 9 },
  heun: { steps: 1, extra: 1 },
} as const;

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
 * @param options its settings
 * @param options.warmUp 'runge-kutta' or 'heun'
 * @throws InputError if warmUp is neither
 * @see Liu et al. (2022), arXiv:2202.09778, eq. 12 and 13, algorithm 2
 */
export function pndm({
  warmUp = 'runge-kutta',
}: {
  warmUp?: keyof typeof warmUps;
} = {}): DiffusionSolver {
  requireOneOf('pndm: warmUp', warmUp, Object.keys(warmUps) as (keyof typeof warmUps)[]);
  const { steps, extra } = warmUps[warmUp];
  const plms = ipndm({ order: 4 });
  return {
    ...plms,
    name: 'pndm',
    options: { warmUp },
    order: { ode: 2 },
    warmUpEvaluations: extra,
    source: 'Liu et al. 2022, arXiv:2202.09778',
    step(at) {
      const { problem, x, t, s, past } = at;
      if (past.length >= steps) return plms.step(at);
      const { space, schedule, predict } = problem;
      const along = (eps: typeof x, to: number): typeof x => {
        const { ofX, ofEps } = heldNoise(schedule, t, to);
        return space.combine([ofX, x], [ofEps, eps]);
      };
      const { eps: e1 } = predict(x, t);
      const now = { t, eps: e1 };
      if (warmUp === 'heun') {
        const { eps: e2 } = predict(along(e1, s), s);
        return { x: along(space.combine([1 / 2, e1], [1 / 2, e2]), s), past: now };
      }
      const middle = (t + s) / 2;
      const { eps: e2 } = predict(along(e1, middle), middle);
      const { eps: e3 } = predict(along(e2, middle), middle);
      const { eps: e4 } = predict(along(e3, s), s);
      const mean = space.combine([1 / 6, e1], [1 / 3, e2], [1 / 3, e3], [1 / 6, e4]);
      return { x: along(mean, s), past: now };
    },
  };
}
