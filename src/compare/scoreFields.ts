import type { Dataset } from '../data/index.ts';
import { keyOf } from '../noise/index.ts';
import { type Denoiser, type ExactProblem, levelAt, type Schedule } from '../problem/index.ts';
import type { ScoreField } from './comparison.ts';
import { fresh } from './floor.ts';
import { predictedEps } from './predictedEps.ts';

/** Whose scores are drawn. */
export interface FieldsOf<X> {
  readonly exact?: ExactProblem | undefined;
  readonly denoiser?: Denoiser<X> | undefined;
  readonly seed: string | number;
  readonly signal?: AbortSignal | undefined;
}

/** From data to noise, ln(alpha / sigma); and points on a side of the grid. */
const [logSnrs, side] = [[2, 1, 0, -1.5], 15] as const;

/** A square grid that holds all but stray points of noised data. */
function gridOver(x0: Float64Array, alpha: number, sigma: number): Float64Array {
  const most = x0.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  const reach = alpha * most + 2 * sigma;
  const at = (i: number): number => reach * ((2 * (i + 0.5)) / side - 1);
  return Float64Array.from({ length: 2 * side * side }, (_, i) => {
    const point = i >> 1;
    return i % 2 === 0 ? at(point % side) : at(Math.floor(point / side));
  });
}

/** Scores times sigma, which is -eps, on grids of the plane at some times; none where data are not in the plane. */
export async function scoreFields<X>(
  dataset: Dataset,
  schedule: Schedule,
  { exact, denoiser, seed, signal }: FieldsOf<X>,
): Promise<readonly ScoreField[]> {
  if (dataset.dimension !== 2 || (exact === undefined && denoiser === undefined)) return [];
  const x0 = fresh(dataset, keyOf(seed), 'fields', 1000);
  const [from, to] = schedule.range.sample;
  const times = logSnrs.map((logSnr) => Math.min(from, Math.max(to, schedule.timeOf(logSnr))));
  const fields: ScoreField[] = [];
  for (const t of new Set(times)) {
    signal?.throwIfAborted();
    const level = levelAt(schedule, t);
    const points = gridOver(x0, level.alpha, level.sigma);
    const network = denoiser && (await predictedEps(denoiser, points, t)).map((eps) => -eps);
    fields.push({
      ...{ t, alpha: level.alpha, logSnr: schedule.logSnr(t), points },
      ...(exact && { exact: exact.score(points, level).map((s) => level.sigma * s) }),
      ...(network && { network }),
    });
  }
  return fields;
}
