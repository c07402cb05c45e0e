import * as tf from '@tensorflow/tfjs-core';
import { inBlocks } from '../../src/backend/wholeBlocks.ts';
import { InputError } from '../../src/errors/index.ts';
import type { Schedule } from '../../src/problem/index.ts';
import { inputScale } from '../denoiser.ts';
import type { Classifier } from './classifier.ts';
import { crossEntropy } from './crossEntropy.ts';

/**
 * What classifier guidance follows: grad_x ln p(class | x) of a classifier of noisy images, at x [rows, ...shape] of a schedule's own
 * scale and time t. Whole blocks at a time where the classifier has them, so that a row's gradient is its own.
 *
 * @param labels the class of each row, or one for all
 * @throws InputError for a classifier of clean images; there, for labels that are none of its classes or not one for each row
 * @see Dhariwal & Nichol (2021), arXiv:2105.05233, section 4.1
 */
export function classifierGradient(
  classifier: Classifier<tf.Tensor>,
  schedule: Schedule,
  labels: readonly number[],
): (x: tf.Tensor, t: number) => tf.Tensor {
  if (!classifier.isNoisy) {
    throw new InputError(
      'classifier guidance: needs a classifier of noisy images, got one of clean images; make it with noisy = true',
    );
  }
  const [only, ...others] = labels;
  const labelsOf = (first: number, count: number): number[] =>
    Array.from({ length: count }, (_, i) =>
      others.length === 0 ? (only ?? -1) : (labels[first + i] ?? 0),
    );
  return (x, t) => {
    const rows = x.shape[0] as number;
    if (others.length > 0 && labels.length !== rows) {
      throw new InputError(
        `classifier guidance: expected a class for each of ${rows} rows or one for all, got ${labels.length}`,
      );
    }
    const [scale, logSnr] = [inputScale(schedule, t), schedule.logSnr(t)];
    const gradient = (part: tf.Tensor, first: number): tf.Tensor => {
      const own = labelsOf(first, part.shape[0] as number);
      return tf.grad((at) =>
        tf.neg(tf.sum(crossEntropy(classifier.logits(tf.mul(at, scale), logSnr), own))),
      )(part);
    };
    return tf.tidy(() => inBlocks(x, classifier.block, gradient));
  };
}
