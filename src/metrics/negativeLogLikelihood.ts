import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { meanAndVariance } from './meanAndVariance.ts';
import type { Measured } from './measured.ts';
import { requireSets } from './requireSets.ts';

/**
 * Mean negative log-likelihood of samples under a law whose density is known, -E ln p(X).
 *
 * It is least where all samples lie on a mode, so that alone it says little of how good they are.
 *
 * @param x flat, rows of `dimension` values one after another
 * @param law such as an `ExactProblem`: ln p of each row in nats
 * @returns in nats, and in bits per dimension
 * @throws InputError if the set is ragged, holds fewer than two samples, a value that is not finite, or one the law does not allow
 */
export function negativeLogLikelihood(
  x: HostArray,
  law: { readonly dimension: number; logDensity(x: HostArray): Float64Array },
): { readonly nats: Measured; readonly bitsPerDimension: Measured } {
  const { dimension } = law;
  requireSets('negative log-likelihood', [x], dimension, 2);
  const values = law.logDensity(x).map((value) => -value);
  const impossible = values.findIndex((value) => !Number.isFinite(value));
  if (impossible >= 0) {
    throw new InputError(
      `negative log-likelihood: the density of sample ${impossible} is ${Math.exp(-(values[impossible] as number))}, so its mean is not finite`,
    );
  }
  const nats = meanAndVariance(values).mean;
  const by = 1 / (dimension * Math.LN2);
  return { nats, bitsPerDimension: { value: nats.value * by, error: nats.error * by } };
}
