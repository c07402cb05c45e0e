import type { Parametrization } from '../src/problem/index.ts';

/**
 * A network as it is trained. Times are host float64: one number for all rows when sampling, one per row in training;
 * the embedding of time is made on the host.
 *
 * T is the tensor type; C is the condition (class labels, a caption), void where there is none.
 */
export interface Network<T, C = void> {
  /** What its output stands for. */
  readonly predicts: Parametrization;
  /** Elements of one sample: [2] or [28, 28, 1]. */
  readonly shape: readonly number[];
  /** Its trainable tensors by name; it owns them. */
  readonly parameters: Readonly<Record<string, T>>;
  /**
   * Whether it also says where the variance of a step lies. The last axis of its output is then twice as long: what it
   * predicts, and behind it a number that is -1 at the smallest variance and 1 at the largest.
   */
  readonly learnsVariance?: true;
  /** The output at x [count, ...shape]; noise levels are given as logSnr, one for all rows or one per row. */
  apply(x: T, logSnr: number | Float64Array, condition: C): T;
  /** The same network with other values of its parameters: an average of them, a checkpoint. */
  with(parameters: Readonly<Record<string, T>>): Network<T, C>;
  /** Releases its parameters. */
  dispose(): void;
}

/** A network that also says where the variance of a step lies: see {@link Network.learnsVariance}. */
export interface VarianceNetwork<T, C = void> extends Network<T, C> {
  readonly learnsVariance: true;
  with(parameters: Readonly<Record<string, T>>): VarianceNetwork<T, C>;
}
