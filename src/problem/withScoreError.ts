import { InputError, requireInteger, requirePositive } from '../errors/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import type { Denoiser } from './denoiser.ts';
import { prediction } from './prediction.ts';
import { isPureNoise, levelAt } from './schedule.ts';
import { randomWaves } from './waves.ts';

/** A deliberate error, and how fast it changes. */
export interface ScoreError {
  /** Root mean square of what is added to each element of eps; that of the noise itself is 1. */
  readonly size: number;
  /** Names the field: same seed, same error. */
  readonly seed: number | string;
  /** By how much the phase of a wave differs between samples, in radians; 2 by default. */
  readonly frequency?: number;
  /** The change of log-SNR that turns the phase of a wave by a radian; 2 by default. */
  readonly span?: number;
  /** 32 by default. */
  readonly waves?: number;
}

/**
 * A denoiser that errs by a stated amount and, as a network does, in the same way at the same place whoever asks:
 *
 *   eps' = eps + size r(x, t),   r = sqrt(2 / M) sum_m a_m cos(<w_m, u> + n_m lambda + phi_m),   u = x / sqrt(alpha^2 + sigma^2)
 *
 * with lambda = ln(alpha / sigma), w_m ~ N(0, frequency^2 / D), n_m ~ N(0, 1 / span^2), phi_m uniform and a_m uniform on the sphere
 * |a|^2 = D. Over seeds E |r|^2 / D = 1 at every x and t. It is no gradient, so no law has this score.
 *
 * On an exact score it shows what that alone cannot: which solvers gather a network's errors on their way, and which forget them.
 *
 * @param denoiser on Float64Array; it stays the caller's
 * @throws InputError if size is negative or not finite, frequency or span is not positive, or waves no positive integer; on a
 *   schedule that leaves nothing of the data at its end, where an error of eps is an infinite one of x0
 * @see Xu et al. (2023), arXiv:2306.14878, theorem 1, for what becomes of such errors; Rahimi & Recht (2007), NIPS, for the waves
 */
export function withScoreError(
  denoiser: Denoiser<Float64Array>,
  { size, seed, frequency = 2, span = 2, waves = 32 }: ScoreError,
): Denoiser<Float64Array> {
  if (!(size >= 0 && Number.isFinite(size))) {
    throw new InputError(`score error: size must be a finite number of at least 0, got ${size}`);
  }
  requirePositive('score error: frequency', frequency);
  requirePositive('score error: span', span);
  requireInteger('score error: waves', waves);
  const { space, schedule } = denoiser;
  if (isPureNoise(schedule, schedule.range.train[1])) {
    throw new InputError(
      `score error: schedule ${schedule.name} leaves nothing of the data at its end, where an error of eps is an infinite one of x0; use another schedule`,
    );
  }
  const key = foldIn(keyOf(seed), 'score error');
  const field = randomWaves(key, space.size, { frequency, span, waves });
  return {
    ...denoiser,
    predict(x, t) {
      const level = levelAt(schedule, t);
      const { alpha, sigma } = level;
      const eps = Float64Array.from(denoiser.predict(x, t).eps);
      const by = { c: size, scale: 1 / Math.hypot(alpha, sigma), lambda: Math.log(alpha / sigma) };
      field.add(eps, x, by);
      return prediction(space, level, 'eps', x, eps);
    },
    pullback(x, t, v) {
      const { alpha, sigma } = levelAt(schedule, t);
      const out = Float64Array.from(denoiser.pullback(x, t, v));
      const c = (-size * sigma) / alpha; // x0 = (x - sigma eps) / alpha
      const by = { c, scale: 1 / Math.hypot(alpha, sigma), lambda: Math.log(alpha / sigma) };
      field.addPullback(out, x, by, v);
      return out;
    },
  };
}
