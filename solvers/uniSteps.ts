import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At, Past } from './solver.ts';
import { type UniB, uniWeights } from './uniWeights.ts';

type UniAt<X> = At<X, ReverseDiffusion<X>>;

/** The step of UniP from a state, through the values of x0 seen, newest first: see uniWeights.ts. */
export function predicted<X>(
  { problem: { space, schedule }, x, t, s }: UniAt<X>,
  b: UniB,
  x0: X,
  past: readonly Past<X>[],
): X {
  const seen = [{ t, x0 }, ...past];
  const times = seen.map((own) => own.t);
  const weights = uniWeights(b, schedule, t, s, times);
  const terms = seen.map((own, j) => [weights[j] ?? 0, own.x0 ?? x0] as const);
  return space.combine([schedule.sigma(s) / schedule.sigma(t), x], ...terms);
}

/**
 * Takes what UniP reached at t to what UniC says, by the x0 that is known there. Both are steps from the last state, which drops out
 * of their difference: only the weights of x0 differ.
 */
export function corrected<X>(
  { problem: { space, schedule }, x, t }: UniAt<X>,
  b: UniB,
  x0: X,
  past: readonly Past<X>[],
): X {
  const [last] = past;
  if (last === undefined) return x;
  const times = past.map((own) => own.t);
  const before = uniWeights(b, schedule, last.t, t, times);
  const [ofNew = 0, ...after] = uniWeights(b, schedule, last.t, t, [t, ...times]);
  const terms = past.map((own, j) => [(after[j] ?? 0) - (before[j] ?? 0), own.x0 ?? x0] as const);
  return space.combine([1, x], [ofNew, x0], ...terms);
}
