/** Root of the mean square difference of two arrays, or of a stretch of them. */
export function rms(a: Float64Array, b: Float64Array, from = 0, to: number = a.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum / (to - from));
}
