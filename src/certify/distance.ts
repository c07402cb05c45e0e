/** Root of the mean square difference of two arrays of numbers. */
export function rms(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, v, i) => sum + (v - (b[i] as number)) ** 2, 0) / a.length);
}

/** Mean distance of two arrays of numbers, or of a stretch of them. */
export function meanDistance(
  a: Float64Array,
  b: Float64Array,
  from = 0,
  to: number = a.length,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.abs((a[i] as number) - (b[i] as number));
  return sum / (to - from);
}
