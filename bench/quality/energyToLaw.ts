import { distances } from '../../src/metrics/distances.ts';
import { grouped } from '../../src/metrics/jackknife.ts';

/** Equal Gaussians in the plane, of one standard deviation in every direction. */
export interface Gaussians {
  readonly means: readonly (readonly number[])[];
  readonly sd: number;
}

/** Beyond it the mean is told by its series; up to it the integrand is about a Gaussian over half a turn, of sd 1/16 at least. */
const far = 32;
/** Right to rounding, for the integrand is periodic. */
const nodes = 64;
const cosines = Array.from({ length: nodes }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / nodes));

/**
 * E|r e + z|, z standard normal in the plane and e a unit vector: the mean of Rice's law.
 *
 *   sqrt(pi/2) e^(-q) [(1 + 2 q) I0(q) + 2 q I1(q)],   q = r^2 / 4,   e^(-q) Ik(q) = (1/pi) int_0^pi e^(-q (1 - cos u)) cos(k u) du
 *
 *
 * Far away r + 1 / (2 r) + 1 / (8 r^3) + O(r^-5).
 *
 * @see Rice (1945), Bell Syst. Tech. J. 24:46, eq. 4.2-3
 */
export function meanDistance(r: number): number {
  if (r > far) return r + 1 / (2 * r) + 1 / (8 * r ** 3);
  const q = (r * r) / 4;
  let sum = 0;
  for (const cosine of cosines) sum += Math.exp(q * (cosine - 1)) * (1 + 2 * q * (1 + cosine));
  return Math.sqrt(Math.PI / 2) * (sum / nodes);
}

/** E|X - X'| over different samples. */
function within(x: Float64Array): number {
  const [set] = grouped('energy distance', [x, x], 2, 16);
  return distances(set, set).reduce((sum, d) => sum + d, 0) / (set.count * (set.count - 1));
}

/** E|x - Y| of one point. */
function toLaw(x0: number, x1: number, { means, sd }: Gaussians): number {
  let sum = 0;
  for (const [m0 = 0, m1 = 0] of means) sum += sd * meanDistance(Math.hypot(x0 - m0, x1 - m1) / sd);
  return sum / means.length;
}

/**
 * Energy distance of samples to a law, 2 E|X - Y| - E|X - X'| - E|Y - Y'|: unbiased in the samples, exact in the law, since means of
 * distances to a Gaussian are known and Y - Y' is a mixture of Gaussians too.
 *
 * @param x flat, rows of two values
 * @see Szekely & Rizzo (2013), J. Stat. Plan. Inference 143:1249, eq. 5
 */
export function energyToLaw(x: Float64Array, law: Gaussians): number {
  const count = x.length / 2;
  let between = 0;
  for (let i = 0; i < x.length; i += 2) between += toLaw(x[i] as number, x[i + 1] as number, law);
  const { means, sd } = law;
  const differences = { means, sd: sd * Math.SQRT2 };
  const ofLaw = means.reduce((sum, [m0 = 0, m1 = 0]) => sum + toLaw(m0, m1, differences), 0);
  return (2 * between) / count - within(x) - ofLaw / means.length;
}
