import type { Space } from '../space/index.ts';
import { type Parametrization, type Prediction, prediction } from './prediction.ts';
import { levelAt, type Schedule } from './schedule.ts';

/**
 * A network with its condition bound, or an exact score: the common currency of networks, exact problems,
 * guidance and inverse problems. It is bound to its schedule.
 */
export interface Denoiser<X, P extends Prediction<X> = Prediction<X>> {
  readonly space: Space<X>;
  readonly schedule: Schedule;
  /** Network calls per prediction: 1, or 2 under classifier-free guidance. */
  readonly evaluationsPerCall: number;
  /** What is known of x_0 and eps from x at time t, sigma(t) > 0. */
  predict(x: X, t: number): P;
  /** (d x0 / d x)^T v, the vector-Jacobian product that likelihood and posterior sampling need. */
  pullback(x: X, t: number, v: X): X;
  /** Releases the arrays it owns; it must not be used afterwards. */
  dispose(): void;
}

/**
 * A denoiser from a function of the user's own: `output(x, t)` is what `predicts` says. Its pullback is automatic
 * differentiation, which Float64Array does not have.
 */
export function denoiserOf<X>({
  space,
  schedule,
  predicts,
  output,
  evaluationsPerCall = 1,
}: {
  space: Space<X>;
  schedule: Schedule;
  predicts: Parametrization;
  output: (x: X, t: number) => X;
  evaluationsPerCall?: number;
}): Denoiser<X> {
  const predict = (x: X, t: number): Prediction<X> =>
    prediction(space, levelAt(schedule, t), predicts, x, output(x, t));
  return {
    space,
    schedule,
    evaluationsPerCall,
    predict,
    pullback: (x, t, v) => space.pullback((at) => predict(at, t).x0, x, v),
    dispose: () => {},
  };
}
