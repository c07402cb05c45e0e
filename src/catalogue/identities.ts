/** Two solvers that are the same on any grid, written as specifications. */
export interface Identity {
  readonly solver: string;
  readonly other: string;
  /** Largest difference, relative to the largest value; a few roundings of float64 a step unless given. */
  readonly tolerance?: number;
  /** The schedules it holds on, if not on all. */
  readonly schedules?: readonly string[];
  /** Where the variance of a step lies that predictions carry, for solvers that ask. */
  readonly share?: number;
}

/**
 * Methods that hold eps subtract two terms that are alpha_s / alpha_t <= 160 times as large as x, up to 4, and what is left has a
 * size of at least 1. Each term carries, in units of 2^-53: 8 of each of two logSnr, up to 8 in size, and 16 of their difference, up to
 * 16; 14 of the alphas and sigmas in the logSnr, and as many where alphas and sigmas multiply; 6 of the views of the prediction. That is
 * 160 * 4 * 66 * 2^-53 = 5e-12 for the longest step of some with ratios up to 160, and all others together at most twice that.
 */
const cancelling = 1.5e-11;

/** Every identity between solvers. */
export const identities: readonly Identity[] = [
  { solver: 'ddpm', other: 'ddim(eta=1)' },
  { solver: 'iddpm', other: 'ddpm', share: 0 },
  { solver: 'iddpm', other: 'ddpm(variance=large)', share: 1 },
  { solver: 'milstein', other: 'euler-maruyama' },
  { solver: 'rkmil', other: 'euler-maruyama' },
  // the linear part of an exploding schedule is 0
  {
    solver: 'exponential-euler-maruyama',
    other: 'euler-maruyama',
    schedules: ['ve', 'edm'],
  },
  { solver: 'euler', other: 'ddim', schedules: ['edm', 'flow'] },
  { solver: 'sde-dpmpp-1', other: 'ddpm' },
  { solver: 'dpmpp-1', other: 'ddim' },
  { solver: 'unip(order=1)', other: 'ddim' },
  { solver: 'unip', other: 'dpmpp-2m' },
  { solver: 'dpm-solver-1', other: 'ddim', tolerance: cancelling },
  { solver: 'dpm-solver-2(r=1)', other: 'edm', tolerance: cancelling },
  { solver: 'deis(order=1,variable=log-rho)', other: 'ddim', tolerance: cancelling },
  { solver: 'deis(order=1)', other: 'ddim', tolerance: cancelling },
  { solver: 'ipndm(order=1)', other: 'ddim', tolerance: cancelling },
];
