import type { Key } from '../src/noise/index.ts';
import type { Parametrization } from '../src/problem/index.ts';

/**
 * What samples are to be of: a class by its number or a caption, one for each row, or one for all. Null asks for nothing in
 * particular.
 */
export type Condition = readonly (number | string | null)[];

/**
 * A network as it is trained. Times are host float64: one number for all rows when sampling, one per row in training;
 * the embedding of time is made on the host.
 *
 * T is the tensor type.
 */
export interface Network<T> {
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
  /** What it can be conditioned on; left out where that is nothing. */
  readonly condition?: 'class' | 'caption';
  /** How many classes, of a network that is conditioned on them. */
  readonly classes?: number;
  /**
   * Rows that samplers give it at a time where a row's last bits depend on their number and on its place among them (on native,
   * for convolutions); left out where each row is computed apart already.
   */
  readonly block?: number;
  /**
   * The output at x [count, ...shape], of unit variance.
   *
   * @param logSnr noise levels, one for all rows or one per row
   * @param condition what samples are to be of; nothing in particular by default
   * @param dropout what dropout is drawn from; in training only
   */
  apply(x: T, logSnr: number | Float64Array, condition?: Condition, dropout?: Key): T;
  /** The same network with other values of its parameters: an average of them, a checkpoint. */
  with(parameters: Readonly<Record<string, T>>): Network<T>;
  /** Releases its parameters. */
  dispose(): void;
}

/** A network that also says where the variance of a step lies: see {@link Network.learnsVariance}. */
export interface VarianceNetwork<T> extends Network<T> {
  readonly learnsVariance: true;
  with(parameters: Readonly<Record<string, T>>): VarianceNetwork<T>;
}
