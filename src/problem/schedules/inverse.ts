/**
 * The inverse of a falling function of t in (0, last], by Newton's method in ln t inside a bracket that only shrinks.
 *
 * @param value falls strictly from +Infinity at 0
 * @param slope its derivative
 */
export function inverseOf(
  value: (t: number) => number,
  slope: (t: number) => number,
  last: number,
): (wanted: number) => number {
  return (wanted) => {
    let [low, high] = [Math.log(1e-18), Math.log(last)];
    if (wanted <= value(last)) return last;
    let u = Math.log(last) / 2 - 2;
    for (let round = 0; round < 200; round++) {
      const t = Math.exp(u);
      const over = value(t) - wanted;
      if (over > 0) low = u;
      else high = u;
      const newton = u - over / (t * slope(t));
      const next = newton > low && newton < high ? newton : (low + high) / 2;
      if (Math.abs(next - u) <= 1e-15 * Math.max(1, Math.abs(u)) || high - low < 1e-15)
        return Math.exp(next);
      u = next;
    }
    return Math.exp(u);
  };
}
