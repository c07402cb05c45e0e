import { InputError } from '../errors/index.ts';
import { levelAt, type Schedule } from '../problem/index.ts';
import { denoisingLosses, type NoisyBatch } from './denoisingScoreMatching.ts';
import type { NoisySamples } from './epsFunction.ts';
import { explicitLosses } from './explicitScoreMatching.ts';
import { type HybridOptions, hybridLosses, hybridOptions } from './hybridLoss.ts';
import { implicitLosses } from './implicitScoreMatching.ts';
import type { Objective } from './objective.ts';
import { type SlicedOptions, slicedLosses, slicedOptions } from './slicedScoreMatching.ts';
import {
  edmWeighting,
  likelihood,
  minSnr,
  onV,
  onVelocity,
  onX0,
  simple,
  type Weighting,
} from './weightings.ts';

/** x_t = alpha x_0 + sigma eps of each row, in float64. */
function noised(schedule: Schedule, { x0, eps, times }: NoisyBatch): NoisySamples {
  const size = x0.length / times.length;
  const x = new Float64Array(x0.length);
  for (const [row, t] of times.entries()) {
    const { alpha, sigma } = levelAt(schedule, t);
    for (let i = row * size; i < (row + 1) * size; i++) {
      x[i] = alpha * (x0[i] as number) + sigma * (eps[i] as number);
    }
  }
  return { x, times };
}

/** Denoising score matching with a weighting, by whose name it goes: {@link denoisingLosses}. */
export function denoising(weighting: Weighting = simple()): Objective {
  const { name, options, about, source } = weighting;
  return {
    name,
    options,
    about,
    source,
    losses: ({ network, schedule, batch }) => denoisingLosses(network, schedule, batch, weighting),
  };
}

/**
 * Sliced score matching: {@link slicedLosses}.
 * @throws InputError if an option is out of range
 */
export function sliced(given: SlicedOptions = {}): Objective {
  const options = slicedOptions(given);
  return {
    name: 'sliced',
    options,
    about: 'sigma^2 (v^T (ds/dx) v + |s|^2 / 2) along random v: needs no noise to regress on',
    source: 'Song, Garg, Shi & Ermon 2019, arXiv:1905.07088',
    losses: ({ network, schedule, batch, key }) =>
      slicedLosses(network, schedule, noised(schedule, batch), key, options),
  };
}

/** Implicit score matching with the exact trace, for low dimension: {@link implicitLosses}. */
export function implicit(): Objective {
  return {
    name: 'implicit',
    options: {},
    about: 'sigma^2 (tr(ds/dx) + |s|^2 / 2), the exact trace: for low dimension',
    source: 'Hyvarinen 2005, JMLR 6:695, eq. 4',
    losses: ({ network, schedule, batch }) =>
      implicitLosses(network, schedule, noised(schedule, batch)),
  };
}

/**
 * Explicit score matching, where the law of the data is known: {@link explicitLosses}.
 * @throws InputError when it is asked for losses of data whose law is not known
 */
export function explicit(): Objective {
  return {
    name: 'explicit',
    options: {},
    about: 'sigma^2 |s_theta - s|^2 / 2, the exact score known',
    source: 'Hyvarinen 2005, JMLR 6:695, eq. 2',
    needs: ['exact score'],
    losses: ({ network, schedule, batch, exact }) => {
      if (exact === undefined) {
        throw new InputError(
          'objective explicit: the law of the data is not known; use another objective, or data with an exact score',
        );
      }
      return explicitLosses(network, schedule, noised(schedule, batch), exact);
    },
  };
}

/**
 * The hybrid objective of IDDPM, for networks that learn the variance of a step: {@link hybridLosses}.
 * @throws InputError if lambda is not positive or the decoder is unknown
 */
export function hybrid(given: HybridOptions = {}): Objective {
  const options = hybridOptions(given);
  return {
    name: 'hybrid',
    options,
    about: '|eps_theta - eps|^2 + lambda L_vlb, whose gradient reaches the variance alone',
    source: 'Nichol & Dhariwal 2021, arXiv:2102.09672, eq. 16',
    needs: ['training times', 'learned variance'],
    losses: ({ network, schedule, batch }) => hybridLosses(network, schedule, batch, options),
  };
}

/** Every objective, by its maker with defaults. */
export const objectives: readonly (() => Objective)[] = [
  () => denoising(simple()),
  () => denoising(onX0()),
  () => denoising(onV()),
  () => denoising(onVelocity()),
  () => denoising(likelihood()),
  (options?: Parameters<typeof minSnr>[0]) => denoising(minSnr(options)),
  (options?: Parameters<typeof edmWeighting>[0]) => denoising(edmWeighting(options)),
  sliced,
  implicit,
  explicit,
  hybrid,
];
