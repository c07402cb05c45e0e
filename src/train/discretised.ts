/** Half the width of one of 256 bins over [-1, 1], whose middles are (2 k - 255) / 255. */
const half = 1 / 255;

/**
 * The probability that N(mean, std^2) gives the bin of a pixel x; the first and the last bin reach to infinity. It is at least
 * 1e-12, so that its logarithm is finite. mathjs is loaded for the error function.
 *
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 13
 */
export async function binProbability(std: number): Promise<(x: number, mean: number) => number> {
  const { erf } = await import('mathjs');
  const below = (edge: number): number => (1 + erf(edge / (std * Math.SQRT2))) / 2;
  return (x, mean) => {
    const upper = x > 1 - half ? 1 : below(x + half - mean);
    const lower = x < half - 1 ? 0 : below(x - half - mean);
    return Math.max(upper - lower, 1e-12);
  };
}
