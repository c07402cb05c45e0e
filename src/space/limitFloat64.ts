import type { Threshold } from './space.ts';

type Array64 = Float64Array;

/** `Space.clip` on Float64Array. */
export function clip(x: Array64, range: number): Array64 {
  return x.map((value) => Math.min(Math.max(value, -range), range));
}

/** `Space.clipPullback` on Float64Array. */
export function clipPullback(x: Array64, range: number, v: Array64): Array64 {
  return v.map((value, i) => (Math.abs(x[i] as number) <= range ? value : 0));
}

/** `Space.threshold` on Float64Array, rows of `size` values. */
export function threshold(
  x: Array64,
  { percentile, range, max }: Threshold,
  size: number,
): Array64 {
  const out = new Float64Array(x.length);
  const at = percentile * (size - 1);
  const [below, above] = [Math.floor(at), Math.ceil(at)];
  for (let first = 0; first < x.length; first += size) {
    const sorted = x
      .slice(first, first + size)
      .map(Math.abs)
      .sort();
    const low = sorted[below] as number;
    const quantile = low + (at - below) * ((sorted[above] as number) - low);
    const limit = Math.min(Math.max(quantile, range), max);
    for (let i = first; i < first + size; i++) {
      out[i] = (Math.min(Math.max(x[i] as number, -limit), limit) * range) / limit;
    }
  }
  return out;
}
