import { InputError, requireInteger, requirePositive } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * Annealed Langevin dynamics, the sampler of NCSN: at each lower noise level some Langevin steps, whose size shrinks with
 * the level.
 *
 *   x <- alpha_s / alpha_t x,   then x <- x + e/2 score(x, s) + sqrt(e) z,   e = size sigma_s^2
 *
 * On a grid that closes at t = 0 the loop's last step is the denoising step of NCSNv2; on one that ends before, it is NCSN. The
 * papers' levels are sigma_1 to sigma_L, with steps epsilon sigma_i^2 / sigma_L^2. NCSN takes half of a step along the score,
 * so its size is epsilon / sigma_L^2: 0.2, with 100 steps a level. NCSNv2 takes all of it, with noise sqrt(2) times as large, so
 * its size is 2 epsilon / sigma_L^2: 0.124, with 5 steps a level, for CIFAR-10. The first time of a grid is where the start
 * is, and is not visited: for steps at sigma_1 begin above it.
 *
 * @category Reverse diffusion
 * @param options its settings
 * @param options.size step in units of sigma^2, in (0, 4), beyond which Langevin steps do not settle
 * @param options.repeats Langevin steps at each level
 * @throws InputError if size is not in (0, 4) or repeats is not a positive integer
 * @see Song & Ermon (2019), arXiv:1907.05600, algorithm 1; Song & Ermon (2020), arXiv:2006.09011, algorithm 1
 */
export function annealedLangevin({
  size = 0.2,
  repeats = 5,
}: {
  size?: number;
  repeats?: number;
} = {}): DiffusionSolver {
  requirePositive('annealed-langevin: size', size);
  if (size >= 4) throw new InputError(`annealed-langevin: size must be below 4, got ${size}`);
  requireInteger('annealed-langevin: repeats', repeats);
  return {
    name: 'annealed-langevin',
    options: { size, repeats },
    solves: 'reverse-diffusion',
    isStochastic: true,
    order: {},
    // of the variance v of a Gaussian, v / (1 - e / 4v) with v >= sigma^2
    bias: 1 / (1 - size / 4) - 1,
    evaluationsPerStep: repeats,
    source: 'Song & Ermon 2019, arXiv:1907.05600; Song & Ermon 2020, arXiv:2006.09011',
    defaultGrid: uniformLogSnr(),
    step({ problem: { space, schedule, predict }, x, t, s, noise }) {
      const e = size * schedule.sigma(s) ** 2;
      let at = space.combine([schedule.alpha(s) / schedule.alpha(t), x]);
      for (let k = 0; k < repeats; k++) {
        at = space.combine([1, predict(at, s).along(1, e / 2)], [Math.sqrt(e), noise.extra(k)]);
      }
      return { x: at };
    },
  };
}
