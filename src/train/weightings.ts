import { requirePositive } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';

/**
 * How much an error of what is predicted counts at a time: the weight w of |eps_theta - eps|^2, or of another view. An error of
 * eps is one of x0 times -alpha / sigma and one of the score times -sigma, so every weighting of the field is one of these; the
 * view is one of which w is finite wherever a network is trained, also where nothing is left of the data.
 */
export interface Weighting {
  readonly name: string;
  readonly options: Readonly<Record<string, number>>;
  /** One line: the error it makes small. */
  readonly about: string;
  readonly source: string;
  /** The view whose error is weighted; eps unless given. */
  readonly on?: 'x0' | 'v' | 'velocity';
  /** The weight at time t. */
  at(schedule: Schedule, t: number): number;
}

/** Signal to noise alpha^2 / sigma^2. */
const snr = (schedule: Schedule, t: number): number => Math.exp(2 * schedule.logSnr(t));

/**
 * |eps_theta - eps|^2: w = 1; sigma^2 on the score.
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 14
 */
export function simple(): Weighting {
  return {
    name: 'simple',
    options: {},
    about: "|eps_theta - eps|^2, every level the same weight: DDPM's",
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239, eq. 14',
    at: () => 1,
  };
}

/**
 * |x0_theta - x0|^2: of eps, w = sigma^2 / alpha^2.
 * @see Salimans & Ho (2022), arXiv:2202.00512, section 4
 */
export function onX0(): Weighting {
  const source = 'Salimans & Ho 2022, arXiv:2202.00512, section 4';
  return {
    name: 'x0',
    options: {},
    about: '|x0_theta - x0|^2',
    source,
    on: 'x0',
    at: () => 1,
  };
}

/**
 * |v_theta - v|^2, v = alpha eps - sigma x0: of eps, w = ((alpha^2 + sigma^2) / alpha)^2.
 * @see Salimans & Ho (2022), arXiv:2202.00512, section 4
 */
export function onV(): Weighting {
  return {
    name: 'v',
    options: {},
    about: '|v_theta - v|^2, v = alpha eps - sigma x0',
    source: 'Salimans & Ho 2022, arXiv:2202.00512, section 4',
    on: 'v',
    at: () => 1,
  };
}

/**
 * Conditional flow matching, |velocity_theta - (eps - x0)|^2: of eps, w = ((alpha + sigma) / alpha)^2.
 * @see Lipman et al. (2023), arXiv:2210.02747, eq. 23; Liu, Gong & Liu (2023), arXiv:2209.03003, eq. 1
 */
export function onVelocity(): Weighting {
  return {
    name: 'flow',
    options: {},
    about: '|velocity_theta - velocity|^2, velocity = eps - x0: conditional flow matching',
    source: 'Lipman et al. 2023, arXiv:2210.02747, eq. 23; Liu, Gong & Liu 2023, arXiv:2209.03003',
    on: 'velocity',
    at: () => 1,
  };
}

/**
 * g^2 |s_theta - s|^2, whose mean over times uniform in t bounds the likelihood: w = g^2 / sigma^2 = -2 d logSnr / dt. EDM draws
 * its times uniformly in ln t = -logSnr instead, where {@link simple} is that bound.
 * @see Song, Durkan, Murray & Ermon (2021), arXiv:2101.09258, theorem 1
 */
export function likelihood(): Weighting {
  return {
    name: 'likelihood',
    options: {},
    about: 'g^2 |s_theta - s|^2, whose mean bounds the likelihood',
    source: 'Song, Durkan, Murray & Ermon 2021, arXiv:2101.09258, theorem 1',
    at: (schedule, t) => (schedule.g(t) / schedule.sigma(t)) ** 2,
  };
}

/**
 * |x0_theta - x0|^2 times the signal to noise, but at most gamma: w = min(snr, gamma) / snr.
 * @throws InputError unless gamma is positive
 * @see Hang et al. (2023), arXiv:2303.09556, eq. 8
 */
export function minSnr({ gamma = 5 }: { gamma?: number } = {}): Weighting {
  requirePositive('min-snr: gamma', gamma);
  return {
    name: 'min-snr',
    options: { gamma },
    about: '|x0_theta - x0|^2 times the signal to noise, at most gamma',
    source: 'Hang et al. 2023, arXiv:2303.09556, eq. 8',
    at: (schedule, t) => Math.min(1, gamma / snr(schedule, t)),
  };
}

/**
 * EDM's, by which every level has the same loss at the start: lambda |x0_theta - x0|^2 with lambda = (s^2 + sd^2) / (s sd)^2 at
 * s = sigma / alpha; of eps, w = (s^2 + sd^2) / sd^2.
 * @param options its settings
 * @param options.sd standard deviation of the data
 * @throws InputError unless sd is positive
 * @see Karras et al. (2022), arXiv:2206.00364, table 1
 */
export function edmWeighting({ sd = 1 }: { sd?: number } = {}): Weighting {
  requirePositive('edm: sd', sd);
  return {
    name: 'edm',
    options: { sd },
    about: '|x0_theta - x0|^2 with the weight of EDM, data of standard deviation sd',
    source: 'Karras et al. 2022, arXiv:2206.00364, table 1',
    on: 'x0',
    at: (schedule, t) => snr(schedule, t) + 1 / sd ** 2,
  };
}

/** Every weighting, by its maker with defaults. */
export const weightings: readonly (() => Weighting)[] = [
  simple,
  onX0,
  onV,
  onVelocity,
  likelihood,
  minSnr,
  edmWeighting,
];
