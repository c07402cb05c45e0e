import type { Grid } from '../grids/index.ts';
import { type Denoiser, gaussian, type Schedule, vp } from '../problem/index.ts';
import { affineMap } from './affineMap.ts';
import type { AnySolver } from './certificate.ts';

/** Gaussian data of one dimension that are neither centred nor of unit variance. */
export const data = { mean: 0.7, sd: 0.5 } as const;

/** The exact score of such data on a schedule. */
export function gaussianDenoiser(
  schedule: Schedule = vp(),
  sd: number = data.sd,
): Denoiser<Float64Array> {
  return gaussian({ mean: [data.mean], sd }).denoiser(schedule);
}

/** Mean and variance of such data at time t. */
function exactLaw({ alpha, sigma }: Schedule, sd: number, t: number): readonly [number, number] {
  return [alpha(t) * data.mean, (alpha(t) * sd) ** 2 + sigma(t) ** 2];
}

/** Whose law is followed, and through which noise. */
export interface LawProblem {
  /** vp unless told otherwise. */
  readonly schedule?: Schedule | undefined;
  /** Standard deviation of the data, that of {@link data} unless told otherwise. */
  readonly sd?: number | undefined;
  /** Where the variance of a step lies, for solvers that ask. */
  readonly share?: ((t: number) => number) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Errors of mean and variance, each relative to what is exact, after a run that starts with the exact law. */
export async function lawErrors(
  solver: AnySolver,
  grid: Grid,
  { schedule = vp(), sd = data.sd, share, signal }: LawProblem = {},
): Promise<readonly [mean: number, variance: number]> {
  const denoiser = gaussianDenoiser(schedule, sd);
  const [first, last] = [grid.times[0] as number, grid.times.at(-1) as number];
  const [mean, variance] = exactLaw(schedule, sd, first);
  const [wantedMean, wantedVariance] = exactLaw(schedule, sd, last);
  const { offset, gain, spread } = await affineMap(solver, denoiser, grid, share, signal);
  return [
    Math.abs((gain * mean + offset) / wantedMean - 1),
    Math.abs((gain ** 2 * variance + spread) / wantedVariance - 1),
  ];
}
