import { requireOneOf } from '../src/errors/index.ts';
import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At, Past } from './solver.ts';

/** B(h) of UniPC: b1 is h, b2 is e^h - 1, of the method's own h: here it is -h, h = lambda_s - lambda_t. */
export type UniB = 'b1' | 'b2';

/** @throws InputError if b is neither */
export function requireUniB(name: string, b: UniB): void {
  requireOneOf(`${name}: b`, b, ['b1', 'b2']);
}

/** B(-h) */
export const uniB = (b: UniB, h: number): number => (b === 'b1' ? -h : Math.expm1(-h));

/** The step of UniP-2 from a state and the x0 predicted there: see unip.ts. */
export function predicted<X>(
  { problem: { space, schedule }, x, t, s }: At<X, ReverseDiffusion<X>>,
  b: UniB,
  x0: X,
  last: Past<X> | undefined,
): X {
  const { alpha, sigma, logSnr } = schedule;
  const h = logSnr(s) - logSnr(t);
  const gain = -alpha(s) * Math.expm1(-h);
  const ahead =
    last === undefined ? 0 : (-alpha(s) * uniB(b, h) * h) / (2 * (logSnr(t) - logSnr(last.t)));
  return space.combine([sigma(s) / sigma(t), x], [gain + ahead, x0], [-ahead, last?.x0 ?? x0]);
}
