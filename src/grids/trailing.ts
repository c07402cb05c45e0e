import { type FinalSigma, requireFinalSigma } from './finalSigma.ts';
import type { GridRule } from './grid.ts';
import { rounded, through } from './trainingTimes.ts';

/** N - i N / count, rounded, less 1. The steps are differences of floats near N, as numpy's arange has them: halves depend on it. */
export function trailingTimesteps(N: number, count: number): readonly number[] {
  const step = N - N / count - N;
  return Array.from({ length: count }, (_, i) => rounded(N + i * step) - 1);
}

/**
 * Training times N - i N / steps, rounded, counted from the noise: it starts at N / N.
 *
 * diffusers' timestep_spacing = "trailing", the same for all of its schedulers.
 *
 * @category Grids
 * @param options its settings
 * @param options.finalSigma where it ends, 'zero' or 'min'
 * @throws InputError if finalSigma is neither; over a schedule, as `through` says
 * @see Lin et al. (2024), arXiv:2305.08891, table 2
 */
export function trailing({ finalSigma = 'zero' }: { finalSigma?: FinalSigma } = {}): GridRule {
  requireFinalSigma('trailing', finalSigma);
  return {
    name: 'trailing',
    options: { finalSigma },
    over: (schedule, steps) =>
      through('trailing', schedule, steps, { finalSigma, timesteps: trailingTimesteps }),
  };
}
