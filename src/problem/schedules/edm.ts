import type { Schedule } from '../schedule.ts';
import { requireSigmas } from './sigmas.ts';

/**
 * The schedule of EDM, whose time is the noise level itself.
 *
 *   dx = sqrt(2 t) dw,   alpha = 1,   sigma = t
 *
 * Training draws are uniform in ln t.
 *
 * @param options its settings
 * @param options.sigmaMin the last level before the data
 * @param options.sigmaMax the level taken as noise
 * @throws InputError unless 0 < sigmaMin < sigmaMax
 * @see Karras et al. (2022), arXiv:2206.00364, table 1
 */
export function edm({
  sigmaMin = 0.002,
  sigmaMax = 80,
}: {
  sigmaMin?: number;
  sigmaMax?: number;
} = {}): Schedule {
  requireSigmas('edm', sigmaMin, sigmaMax);
  return {
    name: 'edm',
    options: { sigmaMin, sigmaMax },
    source: 'Karras et al. 2022, arXiv:2206.00364',
    range: { sample: [sigmaMax, sigmaMin], train: [sigmaMin, sigmaMax] },
    trainingTime: (share) => sigmaMin * (sigmaMax / sigmaMin) ** share,
    alpha: () => 1,
    sigma: (t) => t,
    f: () => 0,
    g: (t) => Math.sqrt(2 * t),
    logSnr: (t) => -Math.log(t),
    timeOf: (logSnr) => Math.exp(-logSnr),
  };
}
