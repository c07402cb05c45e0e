import type { Space } from '../space/index.ts';
import { type Parametrization, type Prediction, prediction } from './prediction.ts';
import type { NoiseLevel } from './schedule.ts';

/**
 * A prediction that also says how uncertain a step of it is: the variance of p(x_s | x_t) lies between that of the
 * posterior, btilde, and that of the forward step, b, at a share of the way from one logarithm to the other.
 *
 *   variance = exp(v ln b + (1 - v) ln btilde),   v = varianceShare, elementwise
 *
 * b and btilde belong to a step, v to x and t alone, so that one network serves every grid.
 *
 * @see Nichol & Dhariwal (2021), arXiv:2102.09672, eq. 15
 */
export interface PredictionWithVariance<X> extends Prediction<X> {
  /** v of each element; nothing keeps it within [0, 1]. */
  readonly varianceShare: X;
}

/**
 * The prediction that `output` and `raw` at (x, level) stand for: raw is -1 at btilde and 1 at b, v = (raw + 1) / 2.
 */
export function predictionWithVariance<X>(
  space: Space<X>,
  level: NoiseLevel,
  from: Parametrization,
  x: X,
  { output, raw }: { readonly output: X; readonly raw: X },
): PredictionWithVariance<X> {
  const views = prediction(space, level, from, x, output);
  const known: { share?: X } = {};
  return {
    get x0(): X {
      return views.x0;
    },
    get eps(): X {
      return views.eps;
    },
    get score(): X {
      return views.score;
    },
    along: (a, b) => views.along(a, b),
    get varianceShare(): X {
      known.share ??= space.shift(space.combine([0.5, raw]), 0.5);
      return known.share;
    },
  };
}
