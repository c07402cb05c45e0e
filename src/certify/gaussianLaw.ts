import type { Grid } from '../grids/index.ts';
import { type Denoiser, gaussian, type Schedule, vp } from '../problem/index.ts';
import { affineMap } from './affineMap.ts';
import type { AnySolver } from './certificate.ts';

/** Gaussian data of one dimension that are neither centred nor of unit variance. */
export const data = { mean: 0.7, sd: 0.5 } as const;

/** Their exact score on a schedule; vp by default. */
export function gaussianDenoiser(schedule: Schedule = vp()): Denoiser<Float64Array> {
  return gaussian({ mean: [data.mean], sd: data.sd }).denoiser(schedule);
}

/** Mean and variance of those data at time t. */
export function exactLaw({ alpha, sigma }: Schedule, t: number): readonly [number, number] {
  return [alpha(t) * data.mean, (alpha(t) * data.sd) ** 2 + sigma(t) ** 2];
}

/** Errors of mean and variance, each relative to what is exact, after a run that starts with the exact law. */
export async function lawErrors(
  solver: AnySolver,
  grid: Grid,
  share?: (t: number) => number,
): Promise<readonly [mean: number, variance: number]> {
  const denoiser = gaussianDenoiser();
  const [first, last] = [grid.times[0] as number, grid.times.at(-1) as number];
  const [mean, variance] = exactLaw(denoiser.schedule, first);
  const [wantedMean, wantedVariance] = exactLaw(denoiser.schedule, last);
  const { offset, gain, spread } = await affineMap(solver, denoiser, grid, share);
  return [
    Math.abs((gain * mean + offset) / wantedMean - 1),
    Math.abs((gain ** 2 * variance + spread) / wantedVariance - 1),
  ];
}
