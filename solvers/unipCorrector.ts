import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At, Past } from './solver.ts';
import { type UniOptions, unicWeights, unipWeights } from './unipWeights.ts';

/**
 * Takes what UniP reached at t to what UniC of the same order says, x0 through its values at t and the last times. Both are steps
 * from the last state, which drops out of their difference:
 *
 *   x + sum_j (c_j - p_j) x0_j,   c_j of UniC, p_j of UniP; p is 0 for x0 at t
 */
export function corrected<X>(
  { problem: { space, schedule }, x, t }: At<X, ReverseDiffusion<X>>,
  { order, b }: UniOptions,
  x0: X,
  past: readonly Past<X>[],
): X {
  const used = past.slice(0, order);
  if (used.length === 0) return x;
  const times = used.map((own) => own.t);
  const [ofNew = 0, ...ofOld] = unicWeights(schedule, b, times, t);
  const before = unipWeights(schedule, b, times, t);
  const terms = used.map((own, j) => [(ofOld[j] ?? 0) - (before[j] ?? 0), own.x0 ?? x0] as const);
  return space.combine([1, x], [ofNew, x0], ...terms);
}
