import { InputError } from '../errors/index.ts';
import { foldIn, type Key, permutation } from '../noise/index.ts';
import type { HostArray } from '../space/index.ts';
import { frechet, frechetOfGaussians } from './frechet.ts';
import { type Gaussian, gaussianFit } from './gaussianFit.ts';
import type { Measured } from './measured.ts';
import { requireSets } from './requireSets.ts';

/** Rows of a set in an order drawn by key. */
function shuffled(x: HostArray, dimension: number, key: Key): Float64Array {
  const out = new Float64Array(x.length);
  for (const [to, from] of permutation(key, x.length / dimension).entries()) {
    out.set(x.subarray(from * dimension, (from + 1) * dimension), to * dimension);
  }
  return out;
}

/**
 * Frechet distance that infinitely many samples would have: that of shares f of both sets is value + slope / f but for smaller terms,
 * so a line in 1 / f is fitted and followed to 1 / f = 0.
 *
 * @param x flat, rows of `dimension` values one after another; y likewise
 * @param options its settings
 * @param options.dimension features of a sample; half of each set must be more samples than that
 * @param options.key names the order in which samples enter
 * @param options.points shares, evenly spaced in 1 / f from 1 to 2
 * @returns in the squared unit of the features; the standard error is that of {@link frechet}, carried through the fit
 * @throws InputError if a set is ragged, too small, or holds a value that is not finite
 * @see Chong & Forsyth (2020), arXiv:1911.07023, section 4, who draw other shares
 */
export function frechetAtInfinity(
  x: HostArray,
  y: HostArray,
  { dimension, key, points = 8 }: { dimension: number; key: Key; points?: number },
): Measured {
  requireSets('Frechet distance at infinity', [x, y], dimension, 2 * dimension + 2);
  if (!Number.isInteger(points) || points < 3) {
    throw new InputError(`Frechet distance at infinity: points must be 3 or more, got ${points}`);
  }
  const sets = [x, y].map((set, i) => shuffled(set, dimension, foldIn(key, i)));
  const inverse = Array.from({ length: points }, (_, k) => 1 + k / (points - 1));
  const values = inverse.map((by) => {
    const [a, b] = sets.map((set) => {
      const rows = Math.floor(set.length / dimension / by);
      return gaussianFit(set.subarray(0, rows * dimension), dimension);
    }) as [Gaussian, Gaussian];
    return frechetOfGaussians(a, b);
  });
  const mean = inverse.reduce((sum, u) => sum + u, 0) / points;
  const spread = inverse.reduce((sum, u) => sum + (u - mean) ** 2, 0);
  // of the values in what the line is at 1 / f = 0
  const weights = inverse.map((u) => 1 / points - (mean * (u - mean)) / spread);
  const value = weights.reduce((sum, w, k) => sum + w * (values[k] as number), 0);
  // two shares of a set have the samples of the smaller in common: their covariance is that of the larger
  const variance = weights.reduce(
    (sum, w, k) =>
      sum +
      weights.reduce(
        (rest, v, l) => rest + w * v * Math.min(inverse[k] as number, inverse[l] as number),
        0,
      ),
    0,
  );
  return { value, error: Math.sqrt(variance) * frechet(x, y, { dimension }).error };
}
