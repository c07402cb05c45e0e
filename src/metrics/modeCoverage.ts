import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Measured } from './measured.ts';
import { rate } from './rate.ts';
import { requireSets } from './requireSets.ts';
import { squaredDistance } from './squaredDistance.ts';

/** What {@link modeCoverage} finds. */
export interface ModeCoverage {
  /** Modes that a sample is near to. */
  readonly covered: Measured;
  readonly modes: number;
  /** The share of samples that are near to a mode. */
  readonly near: Measured;
  /** The share of all samples that is near to each mode. */
  readonly shares: Float64Array;
}

/**
 * How many modes of a mixture have samples near them, and how many samples are near one at all. Near is within
 *
 *   |x - m|^2 < sd^2 (D + 3 sqrt(2 D))
 *
 * which is three standard deviations above the mean of |x - m|^2 there: 98 % of a mode in the plane, 99.7 % in many dimensions.
 *
 * @param x flat, rows of D values one after another
 * @param mixture means [K, D], flat, and the standard deviation of each mode
 * @returns the standard error of `covered` is what it would vary by if samples were drawn again with the shares that were seen
 * @throws InputError if the set is ragged, empty or holds a value that is not finite, or the mixture is ragged
 * @see Srivastava et al. (2017), arXiv:1705.07761, section 4.1, who take three standard deviations in the plane
 */
export function modeCoverage(
  x: HostArray,
  { dimension: D, means, sds }: { dimension: number; means: HostArray; sds: HostArray },
): ModeCoverage {
  requireSets('mode coverage', [x], D, 1);
  const modes = sds.length;
  if (means.length !== modes * D) {
    throw new InputError(
      `mode coverage: ${modes} standard deviations ask for means of ${modes * D} values, got ${means.length}`,
    );
  }
  const count = x.length / D;
  const room = D + 3 * Math.sqrt(2 * D);
  const seen = new Float64Array(modes);
  for (let i = 0; i < x.length; i += D) {
    let [nearest, least] = [-1, room];
    for (let k = 0; k < modes; k++) {
      const from = squaredDistance(x, i, means, k * D, D) / (sds[k] as number) ** 2;
      if (from < least) [nearest, least] = [k, from];
    }
    if (nearest >= 0) seen[nearest] = (seen[nearest] as number) + 1;
  }
  const shares = seen.map((samples) => samples / count);
  const variance = shares.reduce((sum, share) => {
    const missed = (1 - share) ** count;
    return sum + missed * (1 - missed);
  }, 0);
  return {
    covered: {
      value: seen.reduce((sum, samples) => sum + (samples > 0 ? 1 : 0), 0),
      error: Math.sqrt(variance),
    },
    modes,
    near: rate(
      seen.reduce((sum, samples) => sum + samples, 0),
      count,
    ),
    shares,
  };
}
