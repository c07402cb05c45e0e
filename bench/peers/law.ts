/** An expectation over samples and the standard error of its estimate. */
export interface Law {
  readonly value: number;
  readonly error: number;
}

/** The mean of |x|^2 over rows of `size` values. */
export function lawOf(rows: ArrayLike<number>, size: number): Law {
  const count = rows.length / size;
  let [first, second] = [0, 0];
  for (let row = 0; row < count; row++) {
    let square = 0;
    for (let i = row * size; i < (row + 1) * size; i++) square += (rows[i] as number) ** 2;
    first += square / count;
    second += square ** 2 / count;
  }
  return { value: first, error: Math.sqrt(Math.max(0, second - first ** 2) / count) };
}

/**
 * Whether two sets of samples can be of one law: within six standard errors of each other, which two of the same fail once in
 * 500 million times.
 */
export function isSameLaw(a: Law, b: Law): boolean {
  return Math.abs(a.value - b.value) <= 6 * Math.hypot(a.error, b.error);
}
