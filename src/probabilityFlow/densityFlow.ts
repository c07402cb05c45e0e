import { type Denoiser, evaluationsAt, type Ode } from '../problem/index.ts';
import { type LogAngles, velocityOf } from './logAngle.ts';
import type { Divergence } from './trace.ts';

/** Network calls of a sample so far. */
export interface Calls {
  /** Predictions, and products with the Jacobian, each a call and the way back through it. */
  evaluations: number;
}

/**
 * The probability flow along with its divergence, in ln phi:
 *
 *   d ln p(z) / d ln phi = -div,   div = phi / sin phi tr(cos phi I - d x0 / dz)
 *
 * The state holds the rows of z, and behind them those of each estimate of the integral of div, element by element: their sums are
 * taken in the end, on the host. Nothing grows at the ends: near the data d x0 / dz tends to I, near the noise to 0.
 *
 * @param rows of z
 * @param calls counts the network calls
 * @see Chen et al. (2018), arXiv:1806.07366, eq. 8; Song et al. (2021), arXiv:2011.13456, appendix D.2
 */
export function densityFlow<X>(
  denoiser: Denoiser<X>,
  { at }: LogAngles,
  rows: number,
  divergence: Divergence<X>,
  calls: Calls,
): Ode<X> {
  const { space, predict, pullback, evaluationsPerCall } = denoiser;
  return {
    space,
    velocity: (state, logAngle) => {
      const level = at(logAngle);
      const { t, phi, cos, sin, scale } = level;
      const each = evaluationsAt(evaluationsPerCall, t);
      const x = space.combine([scale, space.rows(state, 0, rows)]);
      calls.evaluations += each;
      const velocity = velocityOf(denoiser, predict(x, t), level);
      const pull = (v: X): X => {
        calls.evaluations += each;
        return pullback(x, t, v);
      };
      const ofIdentity = (phi * cos) / sin;
      const divergences = divergence(pull, ofIdentity, (-phi * scale) / sin);
      return space.concat([velocity, ...divergences]);
    },
  };
}
