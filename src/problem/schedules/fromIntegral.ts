import type { Schedule } from '../schedule.ts';

/** A rate beta(t) with B(t), its integral from 0, and the inverse of B. */
export interface Rate {
  beta(t: number): number;
  integral(t: number): number;
  timeOf(integral: number): number;
}

/** The functions of a schedule; its name, options, source and range are its maker's. */
export type Curves = Pick<Schedule, 'alpha' | 'sigma' | 'f' | 'g' | 'logSnr' | 'timeOf'>;

/**
 * The variance-preserving SDE dx = -beta/2 x dt + sqrt(beta) dw of a rate.
 *
 *   alpha = e^(-B/2),   sigma^2 = 1 - e^(-B),   logSnr = -ln(e^B - 1) / 2
 *
 * @see Song et al. (2021), arXiv:2011.13456, eq. 11 and 29
 */
export function variancePreserving({ beta, integral, timeOf }: Rate): Curves {
  return {
    alpha: (t) => Math.exp(-integral(t) / 2),
    sigma: (t) => Math.sqrt(-Math.expm1(-integral(t))),
    f: (t) => -beta(t) / 2,
    g: (t) => Math.sqrt(beta(t)),
    logSnr: (t) => -Math.log(Math.expm1(integral(t))) / 2,
    timeOf: (logSnr) => timeOf(Math.log1p(Math.exp(-2 * logSnr))),
  };
}

/**
 * The sub-VP SDE of a rate, whose variance is below that of the VP at every time.
 *
 *   alpha = e^(-B/2),   sigma = 1 - e^(-B),   g^2 = beta (1 - e^(-2B)),   alpha / sigma = 1 / (2 sinh(B/2))
 *
 * @see Song et al. (2021), arXiv:2011.13456, eq. 12 and 29
 */
export function subVariancePreserving({ beta, integral, timeOf }: Rate): Curves {
  return {
    alpha: (t) => Math.exp(-integral(t) / 2),
    sigma: (t) => -Math.expm1(-integral(t)),
    f: (t) => -beta(t) / 2,
    g: (t) => Math.sqrt(-beta(t) * Math.expm1(-2 * integral(t))),
    logSnr: (t) => -Math.log(2 * Math.sinh(integral(t) / 2)),
    timeOf: (logSnr) => timeOf(2 * Math.asinh(Math.exp(-logSnr) / 2)),
  };
}

/** beta(t) = betaMin + t (betaMax - betaMin), whose integral is a quadratic. */
export function linearRate(betaMin: number, betaMax: number): Rate {
  const rise = betaMax - betaMin;
  return {
    beta: (t) => betaMin + t * rise,
    integral: (t) => t * (betaMin + (t * rise) / 2),
    timeOf: (B) => (2 * B) / (betaMin + Math.sqrt(betaMin ** 2 + 2 * rise * B)),
  };
}
