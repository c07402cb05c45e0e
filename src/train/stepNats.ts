import { type Schedule, stepVariance, transition } from '../problem/index.ts';
import type { HostArray } from '../space/index.ts';
import type { BinProbability } from './discretised.ts';
import { gaussianKl } from './gaussianKl.ts';
import type { Predicted } from './predictedFrom.ts';

/** An interval of a grid, from t down to s, and the time before t, if there is one. */
export interface Interval {
  readonly t: number;
  readonly s: number;
  readonly before?: number | undefined;
}

/** -ln of a Gaussian density, in nats, from the square of the distance to its mean. */
const gaussianNats = (square: number, v: number): number =>
  (Math.log(2 * Math.PI * v) + square / v) / 2;

/**
 * What element j of x_0 adds to the variational bound in one interval, in nats.
 *
 *   KL(q(x_s | x_t, x_0) || p(x_s | x_t)),   or -ln p(x_0 | x_t) where s is the data
 *
 * @param shareOf where the variance of element j lies, from 0 at ln btilde to 1 at ln b
 * @param bin the probability of a pixel, in place of a density
 */
export function stepNats(
  schedule: Schedule,
  { t, s, before }: Interval,
  x0: HostArray,
  { means }: Predicted,
  shareOf: (j: number) => number,
  bin?: BinProbability,
): (j: number) => number {
  const { small, large } = stepVariance(schedule, t, s, before);
  const varianceAt = (j: number): number => Math.exp(small + shareOf(j) * (large - small));
  const off = (j: number): number => (x0[j] as number) - (means[j] as number);
  if (schedule.sigma(s) > 0) {
    const posterior = Math.exp(small);
    const gain = schedule.alpha(s) * (transition(schedule, s, t).std / schedule.sigma(t)) ** 2;
    return (j) => gaussianKl((gain * off(j)) ** 2, posterior, varianceAt(j));
  }
  if (bin === undefined) return (j) => gaussianNats(off(j) ** 2, varianceAt(j));
  return (j) => -Math.log(bin(x0[j] as number, means[j] as number, Math.sqrt(varianceAt(j))));
}
