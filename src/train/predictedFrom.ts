import { fillNormal, type Key } from '../noise/index.ts';
import {
  type Denoiser,
  levelAt,
  type Prediction,
  type PredictionWithVariance,
} from '../problem/index.ts';
import type { HostArray } from '../space/index.ts';

/** What is predicted at noisy samples, flat, rows one after another. */
export interface Predicted {
  /** x0(x_t) */
  readonly means: HostArray;
  /** The share of the variance, where predictions carry one. */
  readonly shares?: HostArray;
}

const hasVariance = <X>(views: Prediction<X>): views is PredictionWithVariance<X> =>
  'varianceShare' in views;

/** Predictions at x_t = alpha x_0 + sigma z, z drawn by key, element d of row r by (key, r, d). */
export async function predictedFrom<X>(
  { space, schedule, predict }: Denoiser<X>,
  x0: Float64Array,
  t: number,
  key: Key,
): Promise<Predicted> {
  const { alpha, sigma } = levelAt(schedule, t);
  const z = new Float64Array(x0.length);
  fillNormal(z, space.size, key, 0);
  const { mean, share } = space.scope((): { mean: X; share?: X } => {
    const x = space.fill(x0.length / space.size, (out) => {
      for (let i = 0; i < out.length; i++)
        out[i] = alpha * (x0[i] as number) + sigma * (z[i] as number);
    });
    const views = predict(x, t);
    if (!hasVariance(views)) return { mean: views.x0 };
    return { mean: views.x0, share: views.varianceShare };
  });
  try {
    const means = await space.read(mean);
    if (share === undefined) return { means };
    return { means, shares: await space.read(share) };
  } finally {
    space.free(mean);
    if (share !== undefined) space.free(share);
  }
}
