import { InputError, requireInteger, requirePositive } from '../src/errors/index.ts';
import { transition } from '../src/problem/index.ts';
import { reverseDiffusion } from './reverseDiffusion.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * Predictor-corrector: a reverse diffusion step, then Langevin steps at the level it reached.
 *
 *   x <- x + e score(x, s) + sqrt(2 e) z,   e = 2 c (snr sigma_s)^2,   c = (alpha_t / alpha_s)^2
 *
 * The step size of the paper, 2 c (snr |z| / |score|)^2, has sigma in the place of |z| / |score|: the norms of a batch
 * would tie its samples together, and those of one sample are far off in low dimension (1 / |score| has heavy tails).
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.snr signal to noise of the corrector, in (0, 1), beyond which its steps do not settle
 * @param options.corrections Langevin steps after each predictor step
 * @throws InputError if snr is not in (0, 1) or corrections is not a positive integer
 * @see Song et al. (2021), arXiv:2011.13456, algorithms 2 to 5
 */
export function predictorCorrector({
  snr = 0.16,
  corrections = 1,
}: {
  snr?: number;
  corrections?: number;
} = {}): DiffusionSolver {
  requirePositive('predictor-corrector: snr', snr);
  if (snr >= 1) throw new InputError(`predictor-corrector: snr must be below 1, got ${snr}`);
  requireInteger('predictor-corrector: corrections', corrections);
  const predictor = reverseDiffusion();
  return {
    name: 'predictor-corrector',
    options: { snr, corrections },
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: {},
    // of the variance v of a Gaussian, v / (1 - e / 2v) with v >= sigma^2
    bias: 1 / (1 - snr ** 2) - 1,
    evaluationsPerStep: 1 + corrections,
    source: 'Song et al. 2021, arXiv:2011.13456, algorithms 2 to 5',
    defaultGrid: predictor.defaultGrid,
    step(at) {
      const { problem, t, s, noise } = at;
      const { space, schedule, predict } = problem;
      const e = 2 * (transition(schedule, s, t).scale * snr * schedule.sigma(s)) ** 2;
      let { x } = predictor.step(at);
      for (let k = 0; k < corrections; k++) {
        x = space.combine([1, predict(x, s).along(1, e)], [Math.sqrt(2 * e), noise.extra(k)]);
      }
      return { x };
    },
  };
}
