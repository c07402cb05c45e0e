import { InputError, requireOneOf } from '../errors/index.ts';
import { type Grid, requireWithin } from '../grids/index.ts';
import { fillNormal, foldIn, type Key } from '../noise/index.ts';
import { type Denoiser, levelAt, transition } from '../problem/index.ts';
import type { HostArray } from '../space/index.ts';
import { binProbability } from './discretised.ts';
import { gaussianKl } from './gaussianKl.ts';

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

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * The variational bound on -ln p(x_0) of ancestral sampling on a grid.
 *
 *   L_T = KL(q(x_T | x_0) || prior),   L_st = KL(q(x_s | x_t, x_0) || p(x_s | x_t)),   L_0 = -ln p(x_0 | x_t)
 *
 * The means of L_st differ by alpha_s b / sigma_t^2 (x_0 - x0(x_t)); its variance v is `small`, that of the posterior, or `large`,
 * b = sigma_t^2 - a^2 sigma_s^2. The last step has v = b: that of the posterior is 0 there. One x_t is drawn for each term.
 *
 * @param denoiser on any space
 * @param grid falling times that end at 0
 * @param x0 samples, flat, rows one after another
 * @param key names the noise of x_t
 * @param options its settings
 * @param options.variance of the steps
 * @param options.decoder `continuous`: a density; `discretised`: the probability of the one of 256 values (2 k - 255) / 255 that a
 *   pixel has, whose first and last bin reach to infinity, at least 1e-12 each
 * @throws InputError if the grid does not fall to 0, or the variance or decoder is unknown
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 5 to 8 and 13
 */
export async function variationalBound<X>(
  denoiser: Denoiser<X>,
  grid: Grid,
  x0: Float64Array,
  key: Key,
  {
    variance = 'small',
    decoder = 'continuous',
  }: { variance?: 'small' | 'large'; decoder?: 'continuous' | 'discretised' } = {},
): Promise<VariationalBound> {
  requireOneOf('variational bound: variance', variance, ['small', 'large']);
  requireOneOf('variational bound: decoder', decoder, ['continuous', 'discretised']);
  const { space, schedule } = denoiser;
  const { times } = grid;
  requireWithin(grid, schedule);
  if (times.at(-1) !== 0 || times.some((t, i) => i > 0 && t >= (times[i - 1] as number))) {
    throw new InputError(
      `variational bound: the grid must fall to 0, got ${grid.name} ending at ${times.at(-1)}`,
    );
  }
  const D = space.size;
  const count = x0.length / D;
  const perRow = (squares: (i: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, r) => {
      let sum = 0;
      for (let i = r * D; i < (r + 1) * D; i++) sum += squares(i);
      return sum;
    });
  /** x0(x_t) at an x_t drawn for each row. */
  const predictedAt = async (step: number, t: number): Promise<HostArray> => {
    const { alpha, sigma } = levelAt(schedule, t);
    const z = new Float64Array(x0.length);
    fillNormal(z, D, foldIn(key, step), 0);
    const view = space.scope(() => {
      const x = space.fill(count, (out) => {
        for (let i = 0; i < out.length; i++)
          out[i] = alpha * (x0[i] as number) + sigma * (z[i] as number);
      });
      return denoiser.predict(x, t).x0;
    });
    const predicted = await space.read(view);
    space.free(view);
    return predicted;
  };
  const first = levelAt(schedule, times[0] as number);
  const power = first.alpha ** 2 + first.sigma ** 2;
  const prior = perRow((i) =>
    gaussianKl((first.alpha * (x0[i] as number)) ** 2, first.sigma ** 2, power),
  );
  const totals = prior.slice();
  const steps = new Float64Array(times.length - 2);
  let reconstruction = 0;
  for (let i = 0; i + 1 < times.length; i++) {
    const [t, s] = [times[i] as number, times[i + 1] as number];
    const predicted = await predictedAt(i, t);
    const errors = perRow((j) => ((x0[j] as number) - (predicted[j] as number)) ** 2);
    const sigma2 = schedule.sigma(t) ** 2;
    let terms: Float64Array;
    if (s === 0) {
      if (decoder === 'continuous') {
        terms = errors.map((square) => (D * Math.log(2 * Math.PI * sigma2) + square / sigma2) / 2);
      } else {
        const probability = await binProbability(Math.sqrt(sigma2));
        terms = perRow((j) => -Math.log(probability(x0[j] as number, predicted[j] as number)));
      }
      reconstruction = mean(terms);
    } else {
      const b = transition(schedule, s, t).std ** 2;
      const posterior = (b * schedule.sigma(s) ** 2) / sigma2;
      const v = variance === 'small' ? posterior : b;
      const gain = (schedule.alpha(s) * b) / sigma2;
      terms = errors.map((square) => D * gaussianKl((gain ** 2 * square) / D, posterior, v));
      steps[i] = mean(terms);
    }
    for (let r = 0; r < count; r++) totals[r] = (totals[r] as number) + (terms[r] as number);
  }
  const total = mean(totals);
  const spread =
    totals.reduce((sum, value) => sum + (value - total) ** 2, 0) / Math.max(count - 1, 1);
  return {
    prior: mean(prior),
    steps,
    reconstruction,
    total,
    error: Math.sqrt(spread / count),
    bitsPerDimension: total / (D * Math.LN2),
  };
}
