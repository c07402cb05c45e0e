import { named } from './sampler.ts';

/** What x0 is held to, by a number. */
export interface Clipped {
  readonly clip_sample: boolean;
  readonly clip_sample_range: number;
}

/** What x0 is held to, by a quantile of its own. */
export interface Thresholded {
  readonly thresholding: boolean;
  readonly dynamic_thresholding_ratio: number;
  readonly sample_max_value: number;
}

/** The limit of a scheduler; of both, thresholding is what it does. */
export function limitOf({
  clip_sample: clips = false,
  clip_sample_range: range = 1,
  thresholding = false,
  dynamic_thresholding_ratio: percentile,
  sample_max_value: max,
}: Partial<Clipped & Thresholded>): string | undefined {
  if (thresholding) return named('threshold', { percentile, max });
  return clips ? named('clip', { range: range === 1 ? undefined : range }) : undefined;
}
