import { InputError, requirePositive } from '../../errors/index.ts';
import type { Schedule } from '../schedule.ts';
import { linearRate, type Rate, variancePreserving } from './fromIntegral.ts';

/**
 * The linear rate both variance-preserving schedules share.
 * @throws InputError unless 0 < betaMin <= betaMax
 */
export function checkedRate(name: string, betaMin: number, betaMax: number): Rate {
  requirePositive(`${name}: betaMin`, betaMin);
  requirePositive(`${name}: betaMax`, betaMax);
  if (betaMin > betaMax) {
    throw new InputError(
      `${name}: betaMin must be at most betaMax, got ${betaMin} and ${betaMax}; the rate rises with t`,
    );
  }
  return linearRate(betaMin, betaMax);
}

/**
 * The variance-preserving SDE with a linear rate, the limit of DDPM's betas; t in [0, 1].
 *
 *   dx = -beta/2 x dt + sqrt(beta) dw,   beta = betaMin + t (betaMax - betaMin)
 *
 * @throws InputError unless 0 < betaMin <= betaMax
 * @see Song et al. (2021), arXiv:2011.13456, eq. 11 and 32
 */
export function vp({
  betaMin = 0.1,
  betaMax = 20,
}: {
  betaMin?: number;
  betaMax?: number;
} = {}): Schedule {
  return {
    name: 'vp',
    options: { betaMin, betaMax },
    source: 'Song et al. 2021, arXiv:2011.13456, eq. 11',
    range: { sample: [1, 1e-3], train: [1e-5, 1] },
    ...variancePreserving(checkedRate('vp', betaMin, betaMax)),
  };
}
