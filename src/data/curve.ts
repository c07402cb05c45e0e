import { requireInRange } from '../errors/index.ts';
import { fillNormal, fillUniform, foldIn } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';

/** A law in the plane: a curve or patch that uniform numbers run over, blurred by normals. */
interface Curve {
  readonly name: string;
  readonly about: string;
  readonly options: Dataset['options'];
  /** Standard deviation of the blur, in the curve's own units, in [0, 10]. */
  readonly noise: number;
  /** Mean of the curve. */
  readonly mean: readonly [number, number];
  /** Variance of the curve, averaged over both coordinates. */
  readonly variance: number;
  /** The point at u, v in (0, 1). */
  readonly at: (u: number, v: number) => readonly [number, number];
}

/**
 * A data set in the plane, moved and scaled in closed form to zero mean and a variance of 1 on average over its two
 * coordinates: (point + noise z - mean) / sqrt(variance + noise^2).
 * @throws InputError if noise is outside [0, 10]
 */
export function alongCurve(curve: Curve): Dataset {
  const { name, about, options, noise, mean, variance, at } = curve;
  requireInRange(`${name}: noise`, noise, 0, 10);
  const scale = 1 / Math.sqrt(variance + noise ** 2);
  return {
    name,
    about,
    options,
    shape: [2],
    dimension: 2,
    draw(key, { first, count }) {
      const x = new Float64Array(2 * count);
      fillNormal(x, 2, foldIn(key, 'blur'), first, { scale: noise });
      const shares = new Float64Array(2 * count);
      fillUniform(shares, 2, foldIn(key, 'place'), first);
      for (let i = 0; i < x.length; i += 2) {
        const [a, b] = at(shares[i] as number, shares[i + 1] as number);
        x[i] = ((x[i] as number) + a - mean[0]) * scale;
        x[i + 1] = ((x[i + 1] as number) + b - mean[1]) * scale;
      }
      return x;
    },
  };
}
