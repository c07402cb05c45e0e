import { requireInRange, requireInteger, requireOneOf } from '../src/errors/index.ts';
import type { Schedule } from '../src/problem/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import { nodesOf, polynomialWeights } from './polynomialWeights.ts';

/** B(h) of UniPC: b1 is h, b2 is e^h - 1, of the method's own h: here it is -h, h = lambda_s - lambda_t. */
export type UniB = 'b1' | 'b2';

/** @throws InputError if the order is not 1, 2 or 3, or b is neither b1 nor b2 */
export function requireUni(name: string, order: number, b: UniB): void {
  requireInteger(`${name}: order`, order);
  requireInRange(`${name}: order`, order, 1, 3);
  requireOneOf(`${name}: b`, b, ['b1', 'b2']);
}

/**
 * What x0 at each of some times weighs in a step of UniP or UniC from t to s; UniC's times include s.
 *
 *   one time      x0 held over the step
 *   two times     the line through them, whose slope over the step counts for -alpha_s B / 2
 *   more times    the polynomial through them, integrated exactly: B drops out
 *
 * @see Zhao et al. (2023), arXiv:2302.04867
 */
export function uniWeights(
  b: UniB,
  schedule: Schedule,
  t: number,
  s: number,
  times: readonly number[],
): readonly number[] {
  const { alpha, logSnr } = schedule;
  const h = logSnr(s) - logSnr(t);
  const nodes = nodesOf(schedule, [t, s], times);
  const { gain } = exponentialStep(schedule, 'x0', t, s);
  if (times.length !== 2) return polynomialWeights(gain, nodes);
  const whole = b === 'b1' ? alpha(s) * h : gain(0);
  return polynomialWeights((k) => (k === 0 ? gain(0) : whole / 2), nodes);
}
