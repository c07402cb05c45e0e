import type { Measured } from './measured.ts';

/**
 * The probability that Student's t with a whole number of degrees of freedom is above t:
 *
 *   (1 - A) / 2,   A = sin a (1 + cos^2 a / 2 + 1 3 cos^4 a / (2 4) + ...)                       of an even number n,
 *                  A = 2 / pi (a + sin a (cos a + 2 cos^3 a / 3 + 2 4 cos^5 a / (3 5) + ...))    of an odd one
 *
 * up to cos^(n - 2) a, with tan a = t / sqrt(n); for negative t what is left of 1.
 *
 * @param t of any sign, infinite too
 * @param freedom degrees of freedom, a whole number of at least 1
 * @see Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4
 */
export function studentTail(t: number, freedom: number): number {
  if (t < 0) return 1 - studentTail(-t, freedom);
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = freedom % 2 === 1;
  let sum = 0;
  let term = isOdd ? cos : 1;
  for (let power = isOdd ? 1 : 0; power <= freedom - 2; power += 2) {
    sum += term;
    term *= (cos * cos * (power + 1)) / (power + 2);
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sin * sum) : sin * sum;
  return Math.max(0, (1 - within) / 2);
}

/** How likely a difference is so far above 0, or further, where there is none. */
export function chanceOfDifference({ value, error }: Measured, freedom: number): number {
  return value === 0 ? 0.5 : studentTail(value / error, freedom);
}
