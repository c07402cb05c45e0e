import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';
import { logSoftmax } from '../../src/smooth/index.ts';

/**
 * -log p(class | x) of each row, [B] in nats, from logits; its gradient in x is minus what classifier guidance follows.
 *
 * @param logits [B, classes]
 * @param labels [B] the classes by their numbers
 * @throws InputError if there is not one label for each row, or one is none of the classes
 * @see Dhariwal & Nichol (2021), arXiv:2105.05233, eq. 10
 */
export function crossEntropy(logits: tf.Tensor, labels: ArrayLike<number>): tf.Tensor1D {
  const [rows = 0, classes = 0] = logits.shape;
  if (labels.length !== rows) {
    throw new InputError(
      `cross entropy: expected a label for each of ${rows} rows, got ${labels.length}`,
    );
  }
  const isLabel = new Float32Array(rows * classes);
  for (const [row, label] of Array.from(labels).entries()) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new InputError(
        `cross entropy: expected labels from 0 to ${classes - 1}, got ${label} in row ${row}`,
      );
    }
    isLabel[row * classes + label] = -1;
  }
  return tf.tidy(() =>
    tf.sum<tf.Tensor1D>(tf.mul(logSoftmax(logits), tf.tensor2d(isLabel, [rows, classes])), 1),
  );
}
