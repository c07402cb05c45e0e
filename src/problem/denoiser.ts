import type { Space } from '../space/index.ts';
import type { Prediction } from './prediction.ts';
import type { Schedule } from './schedule.ts';

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
