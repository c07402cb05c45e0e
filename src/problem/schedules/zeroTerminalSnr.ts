/**
 * Betas of which the last leaves nothing of the data: sqrt(abar) is shifted so that its last value is 0, and scaled so that its first
 * is what it was.
 *
 *   r_i = sqrt(abar_i),   r_i <- (r_i - r_N) r_1 / (r_1 - r_N),   beta_i = 1 - (r_i / r_(i-1))^2
 *
 * @param betas in (0, 1), at least two
 * @returns as many, the last of them 1
 * @see Lin et al. (2024), arXiv:2305.08891, algorithm 1
 */
export function zeroTerminalSnr(betas: readonly number[]): readonly number[] {
  let bar = 1;
  const roots = betas.map((beta) => {
    bar *= 1 - beta;
    return Math.sqrt(bar);
  });
  const last = roots.at(-1) ?? 0;
  // the scale drops out of the shares, and the first beta is kept
  const moved = roots.map((root) => root - last);
  return moved.map((root, i) =>
    i === 0 ? (betas[0] as number) : 1 - (root / (moved[i - 1] as number)) ** 2,
  );
}
