import type { Denoiser, PredictionWithVariance } from '../problem/index.ts';

/** The same denoiser, whose predictions carry a variance: its share at each time is given, the same for all elements. */
export function withShare<X>(
  denoiser: Denoiser<X>,
  share: (t: number) => number,
): Denoiser<X, PredictionWithVariance<X>> {
  const { space } = denoiser;
  return {
    ...denoiser,
    predict(x, t) {
      const views = denoiser.predict(x, t);
      return {
        get x0() {
          return views.x0;
        },
        get eps() {
          return views.eps;
        },
        get score() {
          return views.score;
        },
        along: views.along,
        get varianceShare() {
          return space.fill(space.count(x), (out) => out.fill(share(t)));
        },
      };
    },
  };
}
