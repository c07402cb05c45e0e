import { InputError, requireOneOf } from '../errors/index.ts';
import { type Grid, requireWithin } from '../grids/index.ts';
import { foldIn, type Key } from '../noise/index.ts';
import { type Denoiser, levelAt, type PredictionWithVariance } from '../problem/index.ts';
import { type BinProbability, binProbability } from './discretised.ts';
import { gaussianKl } from './gaussianKl.ts';
import { predictedFrom } from './predictedFrom.ts';
import { stepNats } from './stepNats.ts';

/** The bound of one data set, every number in nats per sample, a mean over samples with its standard error. */
export interface VariationalBound {
  /** KL(q(x_T | x_0) || N(0, alpha_T^2 + sigma_T^2)): what the start does not know. */
  readonly prior: number;
  /** KL(q(x_s | x_t, x_0) || p(x_s | x_t)) of each interval but the last, in the order of the grid. */
  readonly steps: Float64Array;
  /** -ln p(x_0 | x_t) at the last time before 0. */
  readonly reconstruction: number;
  /** Their sum, at least -ln p(x_0) on average. */
  readonly total: number;
  readonly error: number;
  /** total / (D ln 2). */
  readonly bitsPerDimension: number;
}

/** How the reverse process is modelled whose bound is taken. */
export interface BoundOptions {
  /**
   * Of the steps: `small`, that of the posterior, by default; `large`, that of the forward step; `learned`, where predictions
   * carry one.
   */
  readonly variance?: 'small' | 'large' | 'learned';
  /**
   * `continuous`, a density, by default; `discretised`: the probability of the one of 256 values (2 k - 255) / 255 that a pixel
   * has, whose first and last bin reach to infinity, at least 1e-12 each.
   */
  readonly decoder?: 'continuous' | 'discretised';
}

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** @throws InputError unless the grid falls to 0 within the schedule */
function requireFallToZero(grid: Grid): void {
  const { name, times } = grid;
  if (times.at(-1) === 0 && times.every((t, i) => i === 0 || t < (times[i - 1] as number))) return;
  throw new InputError(
    `variational bound: the grid must fall to 0, got ${name} ending at ${times.at(-1)}`,
  );
}

/**
 * The variational bound on -ln p(x_0) of ancestral sampling on a grid.
 *
 *   L_T = KL(q(x_T | x_0) || prior),   L_st = KL(q(x_s | x_t, x_0) || p(x_s | x_t)),   L_0 = -ln p(x_0 | x_t)
 *
 * The means of L_st differ by alpha_s b / sigma_t^2 (x_0 - x0(x_t)). Its variance is btilde (small), that of the posterior, b =
 * sigma_t^2 - a^2 sigma_s^2 (large), or between them by the share of each prediction (learned). That of the posterior is 0 in
 * the last step: fixed variances are b there, a learned one has btilde of the step before as its lower end. One x_t is
 * drawn for each term.
 *
 * @param denoiser on any space
 * @param grid falling times that end at 0
 * @param x0 samples, flat, rows one after another
 * @param key names the noise of x_t
 * @param options how the reverse process is modelled
 * @throws InputError if the grid does not fall to 0, the variance or decoder is unknown, or a learned variance is asked of
 *   predictions without one
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 5 to 8 and 13; Nichol & Dhariwal (2021), arXiv:2102.09672, eq. 15
 */
export async function variationalBound<X>(
  denoiser: Denoiser<X, PredictionWithVariance<X>>,
  grid: Grid,
  x0: Float64Array,
  key: Key,
  options: BoundOptions,
): Promise<VariationalBound>;
/** The same where predictions carry no variance. */
export async function variationalBound<X>(
  denoiser: Denoiser<X>,
  grid: Grid,
  x0: Float64Array,
  key: Key,
  options?: BoundOptions & { readonly variance?: 'small' | 'large' },
): Promise<VariationalBound>;
export async function variationalBound<X>(
  denoiser: Denoiser<X>,
  grid: Grid,
  x0: Float64Array,
  key: Key,
  { variance = 'small', decoder = 'continuous' }: BoundOptions = {},
): Promise<VariationalBound> {
  requireOneOf('variational bound: variance', variance, ['small', 'large', 'learned']);
  requireOneOf('variational bound: decoder', decoder, ['continuous', 'discretised']);
  const { space, schedule } = denoiser;
  const { times } = grid;
  requireWithin(grid, schedule);
  requireFallToZero(grid);
  const D = space.size;
  const count = x0.length / D;
  const perRow = (nats: (i: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, r) => {
      let sum = 0;
      for (let i = r * D; i < (r + 1) * D; i++) sum += nats(i);
      return sum;
    });
  const bin: BinProbability | undefined =
    decoder === 'discretised' ? await binProbability() : undefined;
  const first = levelAt(schedule, times[0] as number);
  const power = first.alpha ** 2 + first.sigma ** 2;
  const prior = perRow((i) =>
    gaussianKl((first.alpha * (x0[i] as number)) ** 2, first.sigma ** 2, power),
  );
  /** The term of the interval from times[i], one value per row. */
  const termOf = async (i: number): Promise<Float64Array> => {
    const [t, s] = [times[i] as number, times[i + 1] as number];
    const predicted = await predictedFrom(denoiser, x0, t, foldIn(key, i));
    if (variance === 'learned' && predicted.shares === undefined) {
      throw new InputError(
        'variational bound: the predictions carry no variance; use small or large, or a network with learnsVariance',
      );
    }
    const fixed = variance === 'small' && s > 0 ? 0 : 1;
    const shareOf = (j: number): number =>
      variance === 'learned' ? (predicted.shares?.[j] as number) : fixed;
    const interval = { t, s, before: times[i - 1] };
    return perRow(stepNats(schedule, interval, x0, predicted, shareOf, bin));
  };
  const totals = prior.slice();
  const terms = new Float64Array(times.length - 1);
  for (let i = 0; i < terms.length; i++) {
    const term = await termOf(i);
    terms[i] = mean(term);
    for (let r = 0; r < count; r++) totals[r] = (totals[r] as number) + (term[r] as number);
  }
  const total = mean(totals);
  const spread =
    totals.reduce((sum, value) => sum + (value - total) ** 2, 0) / Math.max(count - 1, 1);
  return {
    prior: mean(prior),
    steps: terms.slice(0, -1),
    reconstruction: terms.at(-1) as number,
    total,
    error: Math.sqrt(spread / count),
    bitsPerDimension: total / (D * Math.LN2),
  };
}
