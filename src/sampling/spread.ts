/** Evenly spread indices from 0 to `last`, at most `most` of them, at least two. */
export function spread(last: number, most: number): ReadonlySet<number> {
  const count = Math.min(last, Math.max(most, 2) - 1);
  return new Set(Array.from({ length: count + 1 }, (_, i) => Math.round((i / count) * last)));
}
