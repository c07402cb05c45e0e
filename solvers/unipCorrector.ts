import type { ReverseDiffusion } from '../src/problem/index.ts';
import { phi } from './phi.ts';
import type { At, Past } from './solver.ts';
import { type UniB, uniB } from './unipPredictor.ts';

/**
 * Takes what UniP-2 reached at t to what UniC-2 says, x0 through its values at t and the last two times. Both are steps from
 * the last state, which drops out of their difference:
 *
 *   x + alpha_t [(c1 + B / 2) D1 + c2 (x0 - x0_last)],   D1 = (x0_last - x0_before) / r,   r = h_before / h
 *   c1 = h (phi_2(-h) - 2 phi_3(-h)) / (1 + r),   c2 = h phi_2(-h) - c1
 *
 * and after a first step x - alpha_t B (x0 - x0_last) / 2.
 */
export function corrected<X>(
  { problem: { space, schedule }, x, t }: At<X, ReverseDiffusion<X>>,
  b: UniB,
  x0: X,
  [last, before]: readonly Past<X>[],
): X {
  if (last === undefined) return x;
  const { alpha, logSnr } = schedule;
  const h = logSnr(t) - logSnr(last.t);
  const half = uniB(b, h) / 2;
  if (before === undefined) {
    return space.combine([1, x], [-alpha(t) * half, x0], [alpha(t) * half, last.x0 ?? x0]);
  }
  const r = (logSnr(last.t) - logSnr(before.t)) / h;
  const c1 = (h * (phi(2, -h) - 2 * phi(3, -h))) / (1 + r);
  const [ofD1, ofRise] = [(alpha(t) * (c1 + half)) / r, alpha(t) * (h * phi(2, -h) - c1)];
  const terms = [
    [ofRise, x0],
    [ofD1 - ofRise, last.x0 ?? x0],
  ] as const;
  return space.combine([1, x], ...terms, [-ofD1, before.x0 ?? x0]);
}
