import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';

/** x [n, positions, channels], the gain and the offset [n or 1, 1, channels]. */
type Normalise = (x: tf.Tensor, gain: tf.Tensor, offset: tf.Tensor) => tf.Tensor;

/** The operation of some groups and epsilon. */
function normalise(groups: number, epsilon: number): Normalise {
  /** The mean over the channels of a group, for each of its channels: [n, 1, channels] from the same. */
  const overGroups = (u: tf.Tensor): tf.Tensor => {
    const [n = 0, , channels = 0] = u.shape;
    const each = channels / groups;
    const means = tf.mean(tf.reshape(u, [n, groups, each]), 2, true);
    return tf.reshape(tf.tile(means, [1, 1, each]), [n, 1, channels]);
  };
  const meanOf = (x: tf.Tensor): tf.Tensor => overGroups(tf.mean(x, 1, true));
  const statistics = (x: tf.Tensor): readonly [mean: tf.Tensor, inverseSd: tf.Tensor] => {
    const mean = meanOf(x);
    // not squaredDifference: its gradient in TensorFlow.js does not know that the mean is repeated
    const variance = meanOf(tf.square(tf.sub(x, mean)));
    return [mean, tf.rsqrt(tf.add(variance, epsilon))];
  };
  /** A statistic of x that the value has left, with the derivative that it has as a function of x. */
  const known = (value: tf.Tensor, slope: (dy: tf.Tensor, x: tf.Tensor) => tf.Tensor) =>
    tf.customGrad((x, save) => {
      (save as tf.GradSaveFunc)([x as tf.Tensor]);
      return {
        value: tf.clone(value),
        gradFunc: (dy, saved) => slope(dy, (saved as tf.Tensor[])[0] as tf.Tensor),
      };
    });
  /** d mean / dx = 1 / elements of a group */
  const ofMean = (dy: tf.Tensor, x: tf.Tensor): tf.Tensor => {
    const positions = x.shape[1] as number;
    return tf.tile(tf.div(overGroups(dy), positions), [1, positions, 1]);
  };
  /** d inverseSd / dx = -inverseSd^3 (x - mean) / elements of a group */
  const ofInverseSd = (dy: tf.Tensor, x: tf.Tensor): tf.Tensor => {
    const [mean, inverseSd] = statistics(x);
    const cube = tf.mul(inverseSd, tf.square(inverseSd));
    const by = tf.div(overGroups(tf.mul(dy, cube)), -(x.shape[1] as number));
    return tf.mul(tf.sub(x, mean), by);
  };
  const forRows = (u: tf.Tensor, like: tf.Tensor): tf.Tensor =>
    like.shape[0] === u.shape[0] ? u : tf.sum(u, 0, true);
  const gradients = (dy: tf.Tensor, saved: readonly tf.Tensor[]): tf.Tensor[] => {
    const [x, gain, offset, m, i] = saved as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const [mean, inverseSd] = [known(m, ofMean)(x), known(i, ofInverseSd)(x)];
    const sum = tf.sum(dy, 1, true);
    // the sum over positions of dy times x normalised
    const along = tf.mul(inverseSd, tf.sub(tf.sum(tf.mul(dy, x), 1, true), tf.mul(mean, sum)));
    const positions = x.shape[1] as number;
    const level = tf.div(overGroups(tf.mul(gain, sum)), positions);
    const slope = tf.div(overGroups(tf.mul(gain, along)), positions);
    // inverseSd (gain dy - level - slope (x - mean) inverseSd)
    const ofX = tf.neg(tf.mul(slope, tf.square(inverseSd)));
    const constant = tf.neg(tf.add(tf.mul(level, inverseSd), tf.mul(ofX, mean)));
    const ofDy = tf.mul(dy, tf.mul(gain, inverseSd));
    return [
      tf.add(tf.add(ofDy, tf.mul(x, ofX)), constant),
      forRows(along, gain),
      forRows(sum, offset),
    ];
  };
  const run = tf.customGrad((x, gain, offset, save) => {
    const inputs = [x, gain, offset] as tf.Tensor[];
    const [mean, inverseSd] = statistics(x as tf.Tensor);
    (save as tf.GradSaveFunc)([...inputs, mean, inverseSd]);
    const by = tf.mul(gain as tf.Tensor, inverseSd);
    const value = tf.add(tf.mul(x as tf.Tensor, by), tf.sub(offset as tf.Tensor, tf.mul(mean, by)));
    return { value, gradFunc: (dy, saved) => gradients(dy, saved as tf.Tensor[]) };
  });
  return (x, gain, offset) => run(x, gain, offset);
}

const made = new Map<string, ReturnType<typeof normalise>>();

function operationOf(groups: number, epsilon: number): ReturnType<typeof normalise> {
  const name = `${groups} ${epsilon}`;
  const known = made.get(name) ?? normalise(groups, epsilon);
  made.set(name, known);
  return known;
}

/** What follows a normalisation: y gain + offset, each [channels], or [n, channels] for a sample apart. */
export interface Affine {
  readonly gain: tf.Tensor;
  readonly offset: tf.Tensor;
}

/**
 * Group normalisation: in every sample, each group of neighbouring channels gets mean 0 and variance 1 over all its positions.
 * One operation: as TensorFlow.js's own it would be a dozen, each over the whole image, and dearer than the convolutions.
 *
 * @param x [n, ...positions, channels]
 * @param groups how many; it divides the channels
 * @param affine what follows, one gain and offset a channel; nothing by default
 * @throws InputError if groups do not divide the channels
 * @see Wu & He (2018), arXiv:1803.08494
 */
export function groupNorm(
  x: tf.Tensor,
  groups: number,
  epsilon = 1e-5,
  affine?: Affine,
): tf.Tensor {
  const [n = 0, channels = 0] = [x.shape[0], x.shape.at(-1)];
  if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0) {
    throw new InputError(`group norm: groups must divide the ${channels} channels, got ${groups}`);
  }
  const positions = x.size / Math.max(n * channels, 1);
  const inRows = (u: tf.Tensor): tf.Tensor => tf.reshape(u, [u.size / channels, 1, channels]);
  const { gain, offset } = affine ?? { gain: tf.ones([channels]), offset: tf.zeros([channels]) };
  const flat = tf.reshape(x, [n, positions, channels]);
  return tf.reshape(operationOf(groups, epsilon)(flat, inRows(gain), inRows(offset)), x.shape);
}
