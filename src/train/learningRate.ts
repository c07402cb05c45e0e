/** How the learning rate moves over a run. */
export interface LearningRate {
  /** Its largest value. */
  readonly peak: number;
  /** Steps over which it rises linearly to the peak. */
  readonly warmup: number;
  /** `constant` after the rise, or `cosine`: down to 0 at the end. */
  readonly decay: 'constant' | 'cosine';
}

/**
 * The learning rate of one step.
 *
 *   peak min(1, n / warmup) (1 + cos(pi p)) / 2,   p = (n - 1 - warmup) / (steps - warmup) in [0, 1], 0 if constant
 *
 * @param n the step, from 1
 * @param steps all of the run
 * @see Loshchilov & Hutter (2017), arXiv:1608.03983, eq. 5; Goyal et al. (2017), arXiv:1706.02677, section 2.2
 */
export function learningRateAt(
  { peak, warmup, decay }: LearningRate,
  n: number,
  steps: number,
): number {
  if (n <= warmup) return (peak * n) / warmup;
  if (decay === 'constant') return peak;
  const passed = (n - 1 - warmup) / Math.max(steps - warmup, 1);
  return (peak * (1 + Math.cos(Math.PI * passed))) / 2;
}
