import { uniformLogSnr } from '../grids/index.ts';
import type { Measured } from '../metrics/index.ts';
import { fillNormal, foldIn, keyOf } from '../noise/index.ts';
import { type Denoiser, type ExactProblem, levelAt } from '../problem/index.ts';
import { linearScore } from './linearScore.ts';
import { predictedEps } from './predictedEps.ts';

/** How far a score is from the exact one at a time. */
export interface ScoreErrorAt {
  readonly t: number;
  /** ln(alpha / sigma) */
  readonly logSnr: number;
  /** E|s' - s|^2 / E|s|^2 with x of the law at that time: 0 of the exact score, 1 of a score that is 0. */
  readonly relative: Measured;
  /** The same of the best linear score; left out where the dimension is too large for its covariance. */
  readonly linear?: number;
  /** Root mean square of eps' - eps over elements, eps = -sigma s: what `withScoreError` calls size. */
  readonly eps: Measured;
}

/** Where in time and on how many samples scores are compared. */
export interface ScoreErrorOptions {
  readonly seed: string | number;
  /** Samples at each time; by default some 65,000 values, in 256 to 4,096 samples. */
  readonly samples?: number;
  /** Times, evenly in log-SNR over the range that is sampled; 24 by default. */
  readonly times?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The dimension up to which a covariance is dealt with. */
const largest = 1024;

/** Sums over each row of a product. */
function rowSums(a: Float64Array, b: Float64Array, D: number): Float64Array {
  const out = new Float64Array(a.length / D);
  for (const [i, value] of a.entries()) {
    (out[Math.floor(i / D)] as number) += value * (b[i] as number);
  }
  return out;
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;

/** E a / E b of paired values, with its standard error by the delta method. */
function ratio(a: Float64Array, b: Float64Array): Measured {
  const below = mean(b);
  const value = mean(a) / below;
  const square = mean(a.map((v, i) => (v - value * (b[i] as number)) ** 2));
  return { value, error: Math.sqrt(square / (a.length - 1)) / below };
}

/**
 * The error of a trained score against the exact one over time, on x_t = alpha x_0 + sigma eps of the law itself; the same x_0 and
 * eps at every time.
 *
 * The loss of denoising score matching cannot show it, for it has what cannot be predicted on top, E|eps - E[eps | x]|^2; here the
 * exact score takes its place. At high noise every law is nearly Gaussian and a linear score does as well as any, so that a small
 * error there is no merit: {@link ScoreErrorAt.linear} says how small.
 *
 * @param denoiser of the network; it stays the caller's
 * @param exact the law of the data it was trained on
 * @see Song et al. (2021), arXiv:2101.09258, theorem 1: int E|eps' - eps|^2 d(log-SNR) bounds the divergence of samples from the data
 */
export async function scoreErrors<X>(
  denoiser: Denoiser<X>,
  exact: ExactProblem,
  { seed, samples, times = 24, signal }: ScoreErrorOptions,
): Promise<ScoreErrorAt[]> {
  const { schedule } = denoiser;
  const D = exact.dimension;
  const count = samples ?? Math.round(Math.min(4096, Math.max(256, 2 ** 16 / D)));
  const key = foldIn(keyOf(seed), 'error of the score');
  const x0 = exact.draw(foldIn(key, 'data'), { first: 0, count });
  const noise = new Float64Array(count * D);
  fillNormal(noise, D, foldIn(key, 'noise'), 0);
  const truth = exact.denoiser(schedule);
  const linear = D <= largest ? linearScore(exact) : undefined;
  const found: ScoreErrorAt[] = [];
  for (const t of uniformLogSnr({ finalSigma: 'min' }).over(schedule, times - 1).times) {
    signal?.throwIfAborted();
    const level = levelAt(schedule, t);
    const { alpha, sigma } = level;
    const x = x0.map((value, i) => alpha * value + sigma * (noise[i] as number));
    const own = await predictedEps(denoiser, x, t);
    const eps = truth.predict(x, t).eps;
    const squares = rowSums(eps, eps, D);
    const errorOf = (other: Float64Array): Float64Array => {
      const off = other.map((value, i) => value - (eps[i] as number));
      return rowSums(off, off, D);
    };
    const off = errorOf(own);
    const perElement = ratio(off, new Float64Array(count).fill(D));
    const rms = Math.sqrt(perElement.value);
    found.push({
      t,
      logSnr: Math.log(alpha / sigma),
      relative: ratio(off, squares),
      ...(linear && {
        linear: ratio(errorOf(linear(x, level).map((s) => -sigma * s)), squares).value,
      }),
      eps: { value: rms, error: rms === 0 ? 0 : perElement.error / (2 * rms) },
    });
  }
  return found;
}
