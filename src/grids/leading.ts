import { requireInteger } from '../errors/index.ts';
import { type FinalSigma, requireFinalSigma } from './finalSigma.ts';
import type { GridRule } from './grid.ts';
import { through } from './trainingTimes.ts';

/** Every floor(N / count)-th timestep from `offset` on, falling. */
export function leadingTimesteps(N: number, count: number, offset: number): readonly number[] {
  const ratio = Math.floor(N / count);
  return Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio + offset);
}

/**
 * Every floor(N / steps)-th training time, counted from the data: it never reaches pure noise.
 *
 * diffusers' timestep_spacing = "leading". Its schedulers for DDIM, DDPM, PNDM, Euler and Heun have as many timesteps as steps; those
 * for DPM-Solver++, UniPC and DEIS lay one more and drop the last, `dropLast`.
 *
 * @category Grids
 * @param options its settings
 * @param options.offset added to each timestep, diffusers' steps_offset; 0 by default, 1 for Stable Diffusion
 * @param options.dropLast whether one timestep more is laid, and the last, that of the data, dropped
 * @param options.finalSigma where it ends, 'zero' or 'min'
 * @throws InputError if an option is out of range; over a schedule, as `through` says
 * @see Lin et al. (2024), arXiv:2305.08891, table 2
 */
export function leading({
  offset = 0,
  dropLast = false,
  finalSigma = 'zero',
}: {
  offset?: number;
  dropLast?: boolean;
  finalSigma?: FinalSigma;
} = {}): GridRule {
  requireInteger('leading: offset', offset, 0);
  requireFinalSigma('leading', finalSigma);
  return {
    name: 'leading',
    options: { offset, dropLast, finalSigma },
    over: (schedule, steps) =>
      through('leading', schedule, steps, {
        dropLast,
        finalSigma,
        timesteps: (N, count) => leadingTimesteps(N, count, offset),
      }),
  };
}
