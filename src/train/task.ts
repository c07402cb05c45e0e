import type * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from './layout.ts';

/** Rows to learn from, drawn. */
export interface Batch {
  readonly rows: number;
  /**
   * The loss of each row, [rows], differentiable in the parameters.
   * @param isTraining whether dropout is at work
   */
  losses(parameters: Tensors, isTraining: boolean): tf.Tensor1D;
  /** [rows] what each loss is multiplied with, where rows are not drawn evenly. */
  readonly weights?: Float64Array | undefined;
  /** Takes note of the losses that were seen, without weights. */
  readonly record?: ((losses: ArrayLike<number>) => void) | undefined;
}

/** What is trained: parameters by name, and the batches that they are to do well on. */
export interface Task {
  /** Where training starts; they stay the caller's. */
  readonly parameters: Tensors;
  /** The index-th batch of the run; it depends on the index and on what was recorded alone. */
  batch(index: number): Batch;
  /** Rows that are never trained on, in parts that are computed at a time. */
  heldOut(): readonly Batch[];
  /** What it remembers of the losses, to be restored by a run that goes on; arrays by name. */
  state?(): Readonly<Record<string, Float64Array>>;
  /** Takes over what another of its kind remembered. */
  restore?(state: Readonly<Record<string, Float64Array>>): void;
}
