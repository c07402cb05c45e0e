/**
 * Randomness of one interval t -> s in the direction of travel, h = s - t. Every draw is pure in the key, the
 * interval and the rows: asking twice gives the same numbers, and what is not asked for costs nothing.
 */
export interface Noise<X> {
  /** Wiener increment, N(0, |h|). */
  W(): X;
  /** Space-time Levy area, N(0, |h| / 12), independent of W; the iterated integral I10 / h is W / 2 + H. */
  H(): X;
  /** W / sqrt|h|, standard normal. */
  normal(): X;
  /**
   * W rounded to +-sqrt(3 |h|) with probability 1/6 each, else 0: the first five moments of W, for weak methods. It is a function of
   * W, so a step asks for one of the two.
   */
  threePoint(): X;
  /** The k-th further standard normal of this step, independent of the path: correctors, churn. */
  extra(k: number): X;
}

/** Fresh draws, keyed by step, or a Brownian path, keyed by the interval. */
export interface NoiseSource<X> {
  /** The noise of the interval from t to s, the `step`-th of a run. */
  over(t: number, s: number, step: number): Noise<X>;
}
