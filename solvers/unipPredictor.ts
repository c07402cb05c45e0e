import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At, Past } from './solver.ts';
import { type UniOptions, unipWeights } from './unipWeights.ts';

/** UniP's step from a state and the x0 predicted there, of as high an order as there are evaluations: see unip.ts. */
export function predicted<X>(
  { problem: { space, schedule }, x, t, s }: At<X, ReverseDiffusion<X>>,
  { order, b }: UniOptions,
  x0: X,
  past: readonly Past<X>[],
): X {
  const { sigma } = schedule;
  const seen = [{ t, x0 }, ...past].slice(0, order);
  const times = seen.map((own) => own.t);
  const weights = unipWeights(schedule, b, times, s);
  const terms = seen.map((own, j) => [weights[j] as number, own.x0 ?? x0] as const);
  return space.combine([sigma(s) / sigma(t), x], ...terms);
}
