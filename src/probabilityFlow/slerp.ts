import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';

/** Angles that are too near to 0 for the quotient of sines, where the chord is the arc to rounding. */
const least = 1e-6;

function lengthOf(row: HostArray): number {
  let sum = 0;
  for (const value of row) sum += value * value;
  return Math.sqrt(sum);
}

/** The coefficients of two unit vectors at an angle, at a share w of the arc between them. */
function onArc(angle: number, w: number): readonly [ofA: number, ofB: number] {
  if (angle < least) return [1 - w, w];
  return [Math.sin((1 - w) * angle) / Math.sin(angle), Math.sin(w * angle) / Math.sin(angle)];
}

/**
 * Spherical interpolation of each row of a with that of b, for noise: on the way along a straight line a norm falls by up to 1 / sqrt 2,
 * where no noise is, on an arc it stays.
 *
 *   sin((1 - w) theta) / sin theta a + sin(w theta) / sin theta b,   theta the angle between a and b
 *
 * @param a rows of `dimension` values, flat, such as the noise of {@link encode}
 * @param b as many
 * @param weights w of each result: 0 is a, 1 is b
 * @param options its settings
 * @param options.dimension elements of a row
 * @returns for each weight the rows, flat
 * @throws InputError if they are of different length or not whole rows, or two rows are opposite or one is 0, where there is no arc
 * @see Shoemake (1985), SIGGRAPH 19:245; Song, Meng & Ermon (2021), arXiv:2010.02502, section 5.3 and appendix D.5
 */
export function slerp(
  a: HostArray,
  b: HostArray,
  weights: readonly number[],
  { dimension }: { readonly dimension: number },
): readonly Float64Array[] {
  const rows = a.length / dimension;
  if (a.length !== b.length || !Number.isSafeInteger(rows) || rows === 0) {
    throw new InputError(
      `slerp: expected as many whole rows of ${dimension} values, got ${a.length} and ${b.length} values`,
    );
  }
  const angles = Float64Array.from({ length: rows }, (_, r) => {
    const at = r * dimension;
    const [p, q] = [a.subarray(at, at + dimension), b.subarray(at, at + dimension)];
    const [lengthP, lengthQ] = [lengthOf(p), lengthOf(q)];
    let [apart, along] = [0, 0];
    for (let d = 0; d < dimension; d++) {
      const [u, v] = [(p[d] as number) / lengthP, (q[d] as number) / lengthQ];
      apart += (u - v) ** 2;
      along += (u + v) ** 2;
    }
    // of acos of the product half of the digits are lost near 0
    const angle = 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(along));
    if (angle < Math.PI - least) return angle;
    throw new InputError(
      `slerp: rows ${r} are ${Number.isNaN(angle) ? 'not finite, or 0' : 'opposite'}, which no one arc joins`,
    );
  });
  return weights.map((w) =>
    Float64Array.from(a, (value, i) => {
      const [ofA, ofB] = onArc(angles[Math.floor(i / dimension)] as number, w);
      return ofA * value + ofB * (b[i] as number);
    }),
  );
}
