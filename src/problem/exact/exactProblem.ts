import type { Key, Rows } from '../../noise/index.ts';
import { float64, type HostArray, type Space } from '../../space/index.ts';
import type { Denoiser } from '../denoiser.ts';
import type { NoiseLevel, Schedule } from '../schedule.ts';

/**
 * A law of x_0 that is known at every noise level, so that score, density and moments of x_t are exact: the ground
 * truth that solvers, losses and metrics are held against. Host arrays are flat, rows one after another.
 *
 * The level defaults to {@link clean}, the data themselves.
 */
export interface ExactProblem {
  readonly name: string;
  /** Elements of one sample. */
  readonly dimension: number;
  /** Samples of x_0. */
  draw(key: Key, rows: Rows): Float64Array;
  /** ln p(x), one value per row, in nats. */
  logDensity(x: HostArray, level?: NoiseLevel): Float64Array;
  /** d ln p(x) / dx. */
  score(x: HostArray, level?: NoiseLevel): Float64Array;
  /** Mean [D] and covariance [D, D] of x_t. */
  moments(level?: NoiseLevel): { readonly mean: Float64Array; readonly covariance: Float64Array };
  /** Values of <x_0, direction> at the probabilities (i + 1/2) / count, rising: what sorted projections of samples tend to. */
  quantiles(direction: Float64Array, count: number): Float64Array;
  /** E[x_0 | x_t] as a denoiser on Float64Array. */
  denoiser(schedule: Schedule): Denoiser<Float64Array>;
  /** The same on any space; it owns arrays there, so dispose of it. */
  denoiser<X>(schedule: Schedule, space: Space<X>): Denoiser<X>;
}

/** `ExactProblem.denoiser`, from a maker that works on any space: on Float64Array unless told otherwise. */
export function onAnySpace(
  dimension: number,
  on: <X>(schedule: Schedule, space: Space<X>) => Denoiser<X>,
): ExactProblem['denoiser'] {
  function denoiser(schedule: Schedule): Denoiser<Float64Array>;
  function denoiser<X>(schedule: Schedule, space: Space<X>): Denoiser<X>;
  function denoiser<X>(schedule: Schedule, space?: Space<X>): Denoiser<X> | Denoiser<Float64Array> {
    return space === undefined ? on(schedule, float64([dimension])) : on(schedule, space);
  }
  return denoiser;
}
