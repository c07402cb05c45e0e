import { requirePositive } from '../../errors/index.ts';
import type { Schedule } from '../schedule.ts';

/**
 * The cosine schedule, variance-preserving, in continuous time; t in [0, 1).
 *
 *   alpha = cos a(t) / cos a(0),   a(t) = pi/2 (t + s) / (1 + s),   sigma^2 = sin(a - b) sin(a + b) / cos^2 b,   b = a(0)
 *
 * At t = 1 there is no signal left and f is infinite, so sampling starts at t = 0.996, where logSnr is -5.1.
 *
 * @param options its settings
 * @param options.s keeps the first levels from being too small
 * @see Nichol & Dhariwal (2021), arXiv:2102.09672, eq. 17
 */
export function cosine({ s = 0.008 }: { s?: number } = {}): Schedule {
  requirePositive('cosine: s', s);
  const pace = Math.PI / (2 * (1 + s));
  const b = pace * s;
  const angle = (t: number): number => pace * (t + s);
  const alpha = (t: number): number => Math.cos(angle(t)) / Math.cos(b);
  const sigma = (t: number): number =>
    Math.sqrt(Math.sin(pace * t) * Math.sin(angle(t) + b)) / Math.cos(b);
  return {
    name: 'cosine',
    options: { s },
    source: 'Nichol & Dhariwal 2021, arXiv:2102.09672, eq. 17',
    range: { sample: [0.996, 1e-3], train: [1e-5, 0.996] },
    alpha,
    sigma,
    f: (t) => -pace * Math.tan(angle(t)),
    g: (t) => Math.sqrt(2 * pace * Math.tan(angle(t))),
    logSnr: (t) => Math.log(alpha(t) / sigma(t)),
    timeOf: (logSnr) => {
      const [cos, noise] = [
        Math.cos(b) / Math.sqrt(1 + Math.exp(-2 * logSnr)),
        1 / (1 + Math.exp(2 * logSnr)),
      ];
      const sin = Math.sqrt(Math.sin(b) ** 2 + noise * Math.cos(b) ** 2);
      return (Math.atan2(sin, cos) - b) / pace;
    },
  };
}
