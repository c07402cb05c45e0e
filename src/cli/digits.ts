/** A number in three digits at most two of them decimals, or in powers of ten where that would say nothing. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e5 || (size > 0 && size < 5e-3)) return value.toExponential(1);
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}
