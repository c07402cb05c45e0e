import type { Schedule } from '../problem/index.ts';
import { type FinalSigma, requireFinalSigma } from './finalSigma.ts';
import type { GridRule } from './grid.ts';
import { rounded as nearest, through } from './trainingTimes.ts';

/** Timesteps from N - 1 to 0 in equal parts; a single one is the first of numpy's rising list, 0. */
function equalParts(N: number, count: number): readonly number[] {
  const step = (N - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0 : (count - 1 - i) * step));
}

/** The time of a timestep, between two of which sigma / alpha is linear. */
function timeBetween({ logSnr, timeOf }: Schedule, N: number, k: number): number {
  const below = Math.floor(k);
  if (k === below) return (k + 1) / N;
  const [low, high] = [Math.exp(-logSnr((below + 1) / N)), Math.exp(-logSnr((below + 2) / N))];
  return timeOf(-Math.log(low + (k - below) * (high - low)));
}

/**
 * Training times in equal parts, from N / N to 1 / N.
 *
 * diffusers' timestep_spacing = "linspace". Its schedulers for DDIM, DDPM and PNDM round timesteps; those for Euler and Heun do not,
 * and take sigma / alpha linear between two of them; those for DPM-Solver++, UniPC and DEIS round, lay one more than steps and drop
 * the last, `dropLast`.
 *
 * @category Grids
 * @param options its settings
 * @param options.rounded whether timesteps are whole numbers
 * @param options.dropLast whether one timestep more is laid, and the last, that of the data, dropped
 * @param options.finalSigma where it ends, 'zero' or 'min'
 * @throws InputError if finalSigma is neither; over a schedule, as `through` says
 * @see Lin et al. (2024), arXiv:2305.08891, table 2
 */
export function linspace({
  rounded = true,
  dropLast = false,
  finalSigma = 'zero',
}: {
  rounded?: boolean;
  dropLast?: boolean;
  finalSigma?: FinalSigma;
} = {}): GridRule {
  requireFinalSigma('linspace', finalSigma);
  return {
    name: 'linspace',
    options: { rounded, dropLast, finalSigma },
    over: (schedule, steps) =>
      through('linspace', schedule, steps, {
        dropLast,
        finalSigma,
        timesteps: (N, count) => {
          const parts = equalParts(N, count);
          return rounded ? parts.map(nearest) : parts;
        },
        timeAt: (N, k) => timeBetween(schedule, N, k),
      }),
  };
}
