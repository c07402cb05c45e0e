import type { Attention } from './attention.ts';

/** The term c x of a linear combination, c a host float64. */
export type Scaled<X> = readonly [c: number, x: X];

/** A term of a combination: c x, or c x y elementwise, c a host float64. */
export type Term<X> = Scaled<X> | readonly [c: number, x: X, y: X];

/** Host memory of a space's own precision. */
export type HostArray = Float32Array | Float64Array;

/** How each row is held to [-range, range]: see {@link Space.threshold}. */
export interface Threshold {
  /** The quantile of |x| over a row, a share in (0, 1]; between two values it is linear. */
  readonly percentile: number;
  readonly range: number;
  /** The largest value that the quantile is taken for, at least `range`. */
  readonly max: number;
}

/**
 * The few array operations that solvers and exact problems use. A value of X is a batch whose rows are
 * samples: a flat Float64Array with rows one after another, or a tensor of shape [count, ...shape].
 * Nothing above this layer knows which.
 *
 * Coefficients are host float64 numbers; they are rounded once, when they meet the array.
 */
export interface Space<X> {
  /** Shape of one sample: [2], or [28, 28, 1]. */
  readonly shape: readonly number[];
  /** Elements of one sample. */
  readonly size: number;
  /** Unit roundoff of its arithmetic: 2^-53 or 2^-24. */
  readonly roundoff: number;
  /**
   * The sum of the terms, at least one; a term with c_i = 0 is skipped, so that 0 NaN never happens. On tensors n terms take n + 1
   * operations at most, and one more for each that is a product.
   */
  combine(...terms: readonly Term<X>[]): X;
  /** a b, elementwise. */
  multiply(a: X, b: X): X;
  /** x + c, elementwise. */
  shift(x: X, c: number): X;
  /** e^x, elementwise. */
  exp(x: X): X;
  /** Every element of a row as its first one. */
  repeatFirst(x: X): X;
  /** Element d of every row: scale[d] x_d + offset[d]. */
  affine(x: X, scale: Float64Array, offset: Float64Array): X;
  /** x held to [-range, range], elementwise. */
  clip(x: X, range: number): X;
  /** (d clip / d x)^T v: v where |x| <= range, else 0. */
  clipPullback(x: X, range: number, v: X): X;
  /** Row r: x_r held to [-s, s], times range / s, where s is the quantile of |x_r| held to [range, max]. */
  threshold(x: X, by: Threshold): X;
  /** Row r: sum_k w_k (u_k a_k + v_k x_r), w = softmax_k(logits of x_r against the atoms a); see {@link Attention}. */
  attend(x: X, atoms: X, by: Attention): X;
  /** (d attend / d x)^T v. */
  attendPullback(x: X, atoms: X, by: Attention, v: X): X;
  /**
   * (d f / d x)^T v by automatic differentiation.
   * @throws InputError where the space has none (Float64Array)
   */
  pullback(f: (x: X) => X, x: X, v: X): X;
  /** A batch of `count` rows, written by `write` into host memory that is zero at first. */
  fill(count: number, write: (out: HostArray) => void): X;
  /** The rows of every part, in order. */
  concat(parts: readonly X[]): X;
  /** Rows [first, first + count) of x; on Float64Array a view of them. */
  rows(x: X, first: number, count: number): X;
  /** Rows in x. */
  count(x: X): number;
  /** Runs `body` and frees what it made but its result; synchronous, never open across an await. */
  scope<R>(body: () => R): R;
  /** Releases x; a no-op where a garbage collector does. */
  free(x: X): void;
  /** The one way to read values, asynchronous because that of webgpu is. */
  read(x: X): Promise<HostArray>;
}
