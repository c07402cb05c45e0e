import { InputError, requireInteger, requireOneOf } from '../../errors/index.ts';
import type { Schedule } from '../schedule.ts';
import { variancePreserving } from './fromIntegral.ts';
import { zeroTerminalSnr as rescaled } from './zeroTerminalSnr.ts';

/** `count` numbers from the first to the last in equal steps. */
function linspace(from: number, to: number, count: number): number[] {
  if (count === 1) return [from];
  return Array.from({ length: count }, (_, i) => from + (i / (count - 1)) * (to - from));
}

/**
 * The published lists of betas. Linear and scaled-linear are stated for 1,000 steps; for others they are scaled by
 * 1000 / steps, so that their sum, and with it the noise at the end, stays what it was.
 */
const lists = {
  linear: (N: number): number[] => linspace(0.1 / N, 20 / N, N),
  'scaled-linear': (N: number): number[] =>
    linspace(Math.sqrt(0.85 / N), Math.sqrt(12 / N), N).map((root) => root ** 2),
  cosine: (N: number): number[] => {
    const bar = (t: number): number => Math.cos(((t + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
    return Array.from({ length: N }, (_, i) => Math.min(1 - bar((i + 1) / N) / bar(i / N), 0.999));
  },
};

function checked(betas: readonly number[], name?: string): readonly number[] {
  if (betas.length === 0) throw new InputError('ddpm: betas must not be empty');
  const bad = betas.findIndex((beta) => !(beta > 0 && beta < 1));
  if (bad < 0) return betas;
  if (name === undefined)
    throw new InputError(`ddpm: betas must be in (0, 1), got ${betas[bad]} at ${bad}`);
  throw new InputError(
    `ddpm: ${name} betas leave (0, 1) with ${betas.length} steps; give more steps, or cosine betas`,
  );
}

/**
 * The discrete schedule of DDPM, x_i = sqrt(1 - beta_i) x_(i-1) + sqrt(beta_i) z, at times t = i / N.
 *
 *   abar_i = prod_(j <= i) (1 - beta_j) = alpha(i / N)^2
 *
 * Between training times ln alpha is linear in t: the VP-SDE whose rate is -N ln(1 - beta_i) on ((i-1)/N, i/N].
 *
 * With `zeroTerminalSnr` the list is rescaled so that the last time is pure noise; on the last interval alpha is linear. Grids of
 * levels begin where abar is 2^-24, as in diffusers, and those of times at the last time itself.
 *
 * @param options its settings
 * @param options.betas linear, scaled-linear, cosine, or N numbers in (0, 1)
 * @param options.steps N, for the named lists; 1,000 by default
 * @param options.zeroTerminalSnr whether the last time is pure noise, for networks that predict v or x0
 * @throws InputError if the list is unknown, a beta is outside (0, 1), or a list to be rescaled has fewer than two
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239; Nichol & Dhariwal (2021), arXiv:2102.09672, for the cosine; Lin et al. (2024), arXiv:2305.08891, for the rescaling
 */
export function ddpm({
  betas = 'linear',
  steps = typeof betas === 'string' ? 1000 : betas.length,
  zeroTerminalSnr = false,
}: {
  betas?: keyof typeof lists | readonly number[];
  steps?: number;
  zeroTerminalSnr?: boolean;
} = {}): Schedule {
  requireInteger('ddpm: steps', steps);
  if (typeof betas === 'string') {
    requireOneOf('ddpm: betas', betas, Object.keys(lists) as (keyof typeof lists)[]);
  }
  const given = typeof betas === 'string' ? checked(lists[betas](steps), betas) : checked(betas);
  const N = given.length;
  if (N !== steps) {
    throw new InputError(`ddpm: ${N} betas were given, and steps = ${steps}; leave steps out`);
  }
  if (zeroTerminalSnr && N < 2) {
    throw new InputError(`ddpm: zeroTerminalSnr needs at least two betas, got ${N}`);
  }
  const list = zeroTerminalSnr ? rescaled(given) : given;
  const rates = Float64Array.from(list, (beta) => -N * Math.log1p(-beta));
  const sums = new Float64Array(N + 1);
  for (let i = 0; i < N; i++) sums[i + 1] = (sums[i] as number) + (rates[i] as number) / N;
  const interval = (t: number): number => Math.min(Math.max(Math.ceil(t * N) - 1, 0), N - 1);
  /** What is left of alpha on an interval that leaves nothing at its end. */
  const left = (t: number): number => N * (1 - t);
  const integral = (t: number): number => {
    const i = interval(t);
    const before = sums[i] as number;
    return rates[i] === Infinity
      ? before - 2 * Math.log(left(t))
      : before + (t - i / N) * (rates[i] as number);
  };
  const timeOf = (B: number): number => {
    let [low, high] = [0, N - 1]; // the last interval that starts at or below B
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((sums[middle] as number) <= B) low = middle;
      else high = middle - 1;
    }
    const rest = B - (sums[low] as number);
    return rates[low] === Infinity
      ? 1 - Math.exp(-rest / 2) / N
      : low / N + rest / (rates[low] as number);
  };
  return {
    name: 'ddpm',
    options: { betas, steps, zeroTerminalSnr },
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239',
    range: { sample: [zeroTerminalSnr ? timeOf(24 * Math.LN2) : 1, 1 / N], train: [1 / N, 1] },
    trainingSteps: N,
    ...(zeroTerminalSnr && {
      slopesAtNoise: { alpha: -N * Math.exp(-(sums[N - 1] as number) / 2), sigma: 0 },
    }),
    ...variancePreserving({
      beta: (t) => (rates[interval(t)] === Infinity ? 2 / (1 - t) : (rates[interval(t)] as number)),
      integral,
      timeOf,
    }),
  };
}
