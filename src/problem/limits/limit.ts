import type { Denoiser } from '../denoiser.ts';
import { type Prediction, prediction, withViews } from '../prediction.ts';
import { levelAt } from '../schedule.ts';

/**
 * A way to hold predicted x0 within limits. eps and score are those of the changed x0, (x - alpha x0) / sigma, so that every solver
 * works with it; what is known for a denoiser's own x0, as its pullback, changes with it.
 */
export interface Limit {
  /** The name the command line knows it by. */
  readonly name: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, number>>;
  readonly about: string;
  /** Author, year, arXiv number. */
  readonly source: string;
  /** The denoiser whose x0 is held. Arrays it owns stay its own. */
  on<X, P extends Prediction<X>>(denoiser: Denoiser<X, P>): Denoiser<X, P>;
}

/** A denoiser with another x0, made of its own; what else a prediction carries, as a variance, is left as it is. */
export function withX0<X, P extends Prediction<X>>(
  denoiser: Denoiser<X, P>,
  held: (x0: X) => X,
  pullback: Denoiser<X, P>['pullback'],
): Denoiser<X, P> {
  const { space, schedule } = denoiser;
  return {
    ...denoiser,
    predict: (x, t) => {
      const own = denoiser.predict(x, t);
      const views = prediction(space, levelAt(schedule, t), 'x0', x, held(own.x0));
      return withViews(own, views);
    },
    pullback,
  };
}
