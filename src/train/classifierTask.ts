import * as tf from '@tensorflow/tfjs-core';
import { type Classifier, crossEntropy, inputScale } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { foldIn, type Key, type Rows } from '../noise/index.ts';
import { levelAt, type Schedule } from '../problem/index.ts';
import { noisyBatch } from './batch.ts';
import { requireConditions } from './conditions.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';
import { heldOutBatches } from './heldOutBatches.ts';
import type { Batch, Task } from './task.ts';
import { stratifiedTimes, type TimeSampling } from './times.ts';

/** What a classifier is trained on; all that is drawn depends on the key and the batch alone. */
export interface ClassifierTaskOptions {
  /** Images with labels. */
  readonly data: Dataset;
  /** What held-out rows are drawn from. */
  readonly heldOut: Dataset;
  readonly classifier: Classifier<tf.Tensor>;
  /** How images are noised for a noisy classifier; a clean one sees them as they are. */
  readonly schedule: Schedule;
  readonly times: TimeSampling;
  readonly key: Key;
  /** Rows of a batch. */
  readonly batch: number;
}

/** Noisy images of unit variance, flat, and their noise levels. */
function noised(
  schedule: Schedule,
  { x0, eps, times }: NoisyBatch,
): { readonly x: Float32Array; readonly logSnr: Float64Array } {
  const size = x0.length / times.length;
  const x = new Float32Array(x0.length);
  for (const [row, t] of times.entries()) {
    const { alpha, sigma } = levelAt(schedule, t);
    const scale = inputScale(schedule, t);
    for (let i = row * size; i < (row + 1) * size; i++) {
      x[i] = scale * (alpha * (x0[i] as number) + sigma * (eps[i] as number));
    }
  }
  return { x, logSnr: times.map((t) => schedule.logSnr(t)) };
}

/**
 * A classifier as something to train: the mean of -ln p(class | x_t), x_t = alpha x_0 + sigma eps, over images and noise levels; of
 * -ln p(class | x_0) where it is one of clean images.
 *
 * @throws InputError if the data have no labels, or another number of classes
 * @see Dhariwal & Nichol (2021), arXiv:2105.05233, section 4
 */
export function classifierTask(options: ClassifierTaskOptions): Task {
  const { data, classifier, schedule, key, batch: size } = options;
  const { classes, isNoisy, shape } = classifier;
  const network = { condition: 'class', classes } as const;
  requireConditions(data, network);
  const batchOf = (from: Dataset, times: TimeSampling, at: Key, rows: Rows, drops?: Key): Batch => {
    const source = { data: from, schedule, times, network, conditionDropout: 0 };
    const batch = noisyBatch(source, at, rows);
    const labels = (batch.condition ?? []).map(Number);
    const { x, logSnr } = isNoisy
      ? noised(schedule, batch)
      : { x: Float32Array.from(batch.x0), logSnr: undefined };
    return {
      rows: rows.count,
      losses: (parameters, isTraining) =>
        tf.tidy(() => {
          const images = tf.tensor(x, [rows.count, ...shape]);
          const dropout = isTraining ? drops : undefined;
          return crossEntropy(classifier.with(parameters).logits(images, logSnr, dropout), labels);
        }),
    };
  };
  return {
    parameters: classifier.parameters,
    batch: (index) => {
      const rows = { first: index * size, count: size };
      return batchOf(data, options.times, key, rows, foldIn(foldIn(key, 'dropout'), index));
    },
    heldOut: () => {
      const from = foldIn(key, 'evaluation');
      return heldOutBatches((rows) => batchOf(options.heldOut, stratifiedTimes(), from, rows));
    },
  };
}
