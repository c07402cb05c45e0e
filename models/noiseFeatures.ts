/** logSnr beyond which features no longer change: less noise than float32 can tell from none. */
const extreme = 12;

/**
 * Sines and cosines of the noise level at geometric frequencies, flat rows of `count`: the slowest turns once over twice the
 * range of logSnr, the fastest once in about 1.
 *
 *   sin(w_k lambda), cos(w_k lambda),   w_k from 0.15 to 6,   lambda = logSnr in [-12, 12]
 *
 * @param logSnr one value for all rows, or one per row
 * @param count features of a row, even
 * @see Vaswani et al. (2017), arXiv:1706.03762, section 3.5; Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B
 */
export function noiseFeatures(logSnr: number | Float64Array, count: number): Float32Array {
  const levels = typeof logSnr === 'number' ? [logSnr] : logSnr;
  const half = count / 2;
  const out = new Float32Array(levels.length * count);
  const frequencies = Float64Array.from(
    { length: half },
    (_, k) => 0.15 * (6 / 0.15) ** (k / Math.max(half - 1, 1)),
  );
  for (const [row, level] of levels.entries()) {
    const lambda = Math.min(Math.max(level, -extreme), extreme);
    for (const [k, frequency] of frequencies.entries()) {
      out[row * count + k] = Math.sin(frequency * lambda);
      out[row * count + half + k] = Math.cos(frequency * lambda);
    }
  }
  return out;
}
