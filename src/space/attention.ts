/**
 * Coefficients of one head of attention with K atoms as keys and values, each array of length K:
 *
 *   logit_k(x) = scale_k <x, a_k> - radial_k |x|^2 + bias_k,    y = sum_k softmax_k(logit) (atom_k a_k + self_k x)
 *
 * This is the exact denoiser of a Gaussian mixture with means a_k, so also of smoothed data. `radial` and
 * `self` are left out when they are the same for every k: a common `radial` cancels in the softmax.
 */
export interface Attention {
  readonly scale: Float64Array;
  readonly bias: Float64Array;
  readonly atom: Float64Array;
  /** One number: the same for all k. */
  readonly self: Float64Array | number;
  /** Left out: the same for all k. */
  readonly radial?: Float64Array;
}
