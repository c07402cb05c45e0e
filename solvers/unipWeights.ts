import { requireInRange, requireInteger, requireOneOf } from '../src/errors/index.ts';
import type { Schedule } from '../src/problem/index.ts';
import { exponentialStep } from './exponentialIntegrator.ts';
import { polynomialWeights } from './polynomialWeights.ts';

/** B(h) of UniPC: b1 is h, b2 is e^h - 1, of the method's own h: here it is -h, h = lambda_s - lambda_t. */
export type UniB = 'b1' | 'b2';

/** What UniP and UniPC are told: their order, and B, which matters up to order 2. */
export interface UniOptions {
  readonly order: 1 | 2 | 3;
  readonly b: UniB;
}

/** @throws InputError if the order is not 1, 2 or 3, or B is neither */
export function requireUni(name: string, { order, b }: UniOptions): void {
  requireInteger(`${name}: order`, order);
  requireInRange(`${name}: order`, order, 1, 3);
  requireOneOf(`${name}: b`, b, ['b1', 'b2']);
}

/** B(-h) */
const uniB = (b: UniB, h: number): number => (b === 'b1' ? -h : Math.expm1(-h));

/** Times as nodes of the step from the first of them to s, in units of it in lambda. */
function nodes({ logSnr }: Schedule, times: readonly number[], s: number): readonly number[] {
  const [from, ...older] = times.map(logSnr) as [number, ...number[]];
  const h = logSnr(s) - from;
  return [0, ...older.map((lambda) => (lambda - from) / h)];
}

/**
 * What x0 at the last times weighs in UniP's step from the first of them to s. Of one time it is held; of two, the paper's short cut
 *
 *   -alpha_s expm1(-h) x0 - alpha_s B (x0 - x0_last) / (2 r),   r = h_last / h
 *
 * which with B = expm1(-h) is DPM-Solver++(2M); of three their parabola is integrated exactly, and B drops out.
 */
export function unipWeights(
  schedule: Schedule,
  b: UniB,
  times: readonly number[],
  s: number,
): readonly number[] {
  const { gain } = exponentialStep(schedule, 'x0', times[0] as number, s);
  const own = nodes(schedule, times, s);
  if (times.length !== 2) return polynomialWeights(gain, own);
  const h = schedule.logSnr(s) - schedule.logSnr(times[0] as number);
  const ahead = (schedule.alpha(s) * uniB(b, h)) / (2 * (own[1] as number));
  return [gain(0) + ahead, -ahead];
}

/**
 * What x0 at s and at the last times, the newest first, weighs in UniC's step to s. Of one time it is the trapezoidal rule with
 * B, -alpha_s expm1(-h) x0_last - alpha_s B (x0 - x0_last) / 2; of more the polynomial is integrated exactly, and B drops out.
 */
export function unicWeights(
  schedule: Schedule,
  b: UniB,
  times: readonly number[],
  s: number,
): readonly number[] {
  const from = times[0] as number;
  const { gain } = exponentialStep(schedule, 'x0', from, s);
  if (times.length > 1) return polynomialWeights(gain, [1, ...nodes(schedule, times, s)]);
  const half = (-schedule.alpha(s) * uniB(b, schedule.logSnr(s) - schedule.logSnr(from))) / 2;
  return [half, gain(0) - half];
}
