import type { Schedule } from '../schedule.ts';
import { requireSigmas } from './sigmas.ts';

/**
 * The variance-exploding SDE, the limit of NCSN's noise levels; t in [0, 1].
 *
 *   dx = g dw,   sigma = sigmaMin (sigmaMax / sigmaMin)^t for t > 0,   g = sigma sqrt(2 ln(sigmaMax / sigmaMin))
 *
 * sigma(0) = 0, so that t = 0 is the data: the paper's own jump, which is why it samples down to 1e-5.
 *
 * @throws InputError unless 0 < sigmaMin < sigmaMax
 * @see Song et al. (2021), arXiv:2011.13456, eq. 9 and appendix C
 */
export function ve({
  sigmaMin = 0.01,
  sigmaMax = 50,
}: {
  sigmaMin?: number;
  sigmaMax?: number;
} = {}): Schedule {
  requireSigmas('ve', sigmaMin, sigmaMax);
  const growth = Math.log(sigmaMax / sigmaMin);
  const sigma = (t: number): number => (t > 0 ? sigmaMin * Math.exp(growth * t) : 0);
  return {
    name: 've',
    options: { sigmaMin, sigmaMax },
    source: 'Song et al. 2021, arXiv:2011.13456, eq. 9',
    range: { sample: [1, 1e-5], train: [1e-5, 1] },
    alpha: () => 1,
    sigma,
    f: () => 0,
    g: (t) => sigma(t) * Math.sqrt(2 * growth),
    logSnr: (t) => (t > 0 ? -Math.log(sigmaMin) - growth * t : Number.POSITIVE_INFINITY),
    timeOf: (logSnr) => (-Math.log(sigmaMin) - logSnr) / growth,
  };
}
