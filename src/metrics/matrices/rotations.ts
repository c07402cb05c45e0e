/**
 * Turns of neighbours i and i + 1 in sweeps from high i to low: sweep k begins at the pair first[k], first[k] + 1, and its cosines and
 * sines, one after another in `turns`, end where those of the next begin.
 */
export interface Rotations {
  readonly first: readonly number[];
  /** Where the turns of each sweep begin in `turns`, and where the last ends. */
  readonly starts: readonly number[];
  readonly turns: readonly number[];
}

/**
 * Turns vectors, four at a time.
 *
 * @param x [4, n], flat
 */
export function turnFour(
  x: Float64Array,
  n: number,
  { first, starts, turns }: Rotations,
  [from, to]: readonly [sweep: number, end: number],
): void {
  const [n2, n3] = [2 * n, 3 * n];
  for (let sweep = from; sweep < to; sweep++) {
    const end = starts[sweep + 1] as number;
    let i = first[sweep] as number;
    let high0 = x[i + 1] as number;
    let high1 = x[i + 1 + n] as number;
    let high2 = x[i + 1 + n2] as number;
    let high3 = x[i + 1 + n3] as number;
    for (let at = starts[sweep] as number; at < end; at += 2, i--) {
      const c = turns[at] as number;
      const s = turns[at + 1] as number;
      const low0 = x[i] as number;
      x[i + 1] = s * low0 + c * high0;
      high0 = c * low0 - s * high0;
      const low1 = x[i + n] as number;
      x[i + n + 1] = s * low1 + c * high1;
      high1 = c * low1 - s * high1;
      const low2 = x[i + n2] as number;
      x[i + n2 + 1] = s * low2 + c * high2;
      high2 = c * low2 - s * high2;
      const low3 = x[i + n3] as number;
      x[i + n3 + 1] = s * low3 + c * high3;
      high3 = c * low3 - s * high3;
    }
    x[i + 1] = high0;
    x[i + 1 + n] = high1;
    x[i + 1 + n2] = high2;
    x[i + 1 + n3] = high3;
  }
}
