import type { Tensor } from '@tensorflow/tfjs-core';
import { inBatches } from '../models/index.ts';
import { type Measured, meanAndVariance, rate } from '../src/index.ts';
import { openClassifier } from '../src/run/index.ts';

/** What a classifier of clean images, which was trained apart, says of images. */
export interface Judged {
  /** How often they are recognised as what they were asked to be. */
  readonly recognised: Measured;
  /** How far two that are recognised as one class are apart in pixels, root mean square, over classes. */
  readonly diversity: Measured;
  /** Of its last layer, flat. */
  readonly features: Float32Array;
  /** Features of an image. */
  readonly width: number;
}

/** Root mean square difference of two rows, over all pairs; none of less than two. */
function apart(rows: readonly Float32Array[]): readonly number[] {
  const distances = rows.flatMap((one, i) =>
    rows.slice(i + 1).map((other) => {
      const squares = one.reduce((sum, value, k) => sum + (value - (other[k] ?? 0)) ** 2, 0);
      return Math.sqrt(squares / one.length);
    }),
  );
  if (distances.length === 0) return [];
  return [distances.reduce((a, b) => a + b, 0) / distances.length];
}

/**
 * Opens the classifier of a run as a judge of images.
 *
 * @returns what judges flat images, the class that each was asked to be of beside them
 */
export async function judge(
  folder: string,
): Promise<(values: ArrayLike<number>, asked: readonly number[]) => Promise<Judged>> {
  const { classifier, classes } = await openClassifier(folder);
  return async (values, asked) => {
    const images = Float32Array.from(values);
    const of = (what: (x: Tensor) => Tensor) => inBatches(images, classifier.shape, what);
    const logits = await of((x) => classifier.logits(x));
    const features = await of((x) => classifier.features(x));
    const rowsOf = (flat: Float32Array): Float32Array[] => {
      const each = flat.length / asked.length;
      return asked.map((_, i) => flat.slice(i * each, (i + 1) * each));
    };
    const seen = rowsOf(logits).map((row) => row.indexOf(Math.max(...row)));
    const right = seen.filter((label, i) => label === asked[i]).length;
    const pixels = rowsOf(images);
    const spread = classes.flatMap((_, c) =>
      apart(pixels.filter((__, i) => asked[i] === c && seen[i] === c)),
    );
    return {
      recognised: rate(right, asked.length),
      diversity: meanAndVariance(Float64Array.from(spread)).mean,
      features,
      width: features.length / asked.length,
    };
  };
}
