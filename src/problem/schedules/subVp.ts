import type { Schedule } from '../schedule.ts';
import { subVariancePreserving } from './fromIntegral.ts';
import { checkedRate } from './vp.ts';

/**
 * The sub-VP SDE with a linear rate; t in [0, 1].
 *
 *   dx = -beta/2 x dt + sqrt(beta (1 - e^(-2B))) dw,   beta = betaMin + t (betaMax - betaMin),   B = its integral
 *
 * @throws InputError unless 0 < betaMin <= betaMax
 * @see Song et al. (2021), arXiv:2011.13456, eq. 12
 */
export function subVp({
  betaMin = 0.1,
  betaMax = 20,
}: {
  betaMin?: number;
  betaMax?: number;
} = {}): Schedule {
  return {
    name: 'sub-vp',
    options: { betaMin, betaMax },
    source: 'Song et al. 2021, arXiv:2011.13456, eq. 12',
    range: { sample: [1, 1e-3], train: [1e-5, 1] },
    ...subVariancePreserving(checkedRate('sub-vp', betaMin, betaMax)),
  };
}
