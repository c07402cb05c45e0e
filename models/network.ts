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
  /** The output at x [count, ...shape]; noise levels are given as logSnr, one for all rows or one per row. */
  apply(x: T, logSnr: number | Float64Array, condition: C): T;
  /** The same network with other values of its parameters: an average of them, a checkpoint. */
  with(parameters: Readonly<Record<string, T>>): Network<T, C>;
  /** Releases its parameters. */
  dispose(): void;
}
