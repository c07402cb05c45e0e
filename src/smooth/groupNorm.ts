import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';

/** x [n, ...positions, channels], the gain and the offset [channels] or [n or 1, 1, ..., channels]. */
type Normalise = (x: tf.Tensor, gain: tf.Tensor, offset: tf.Tensor) => tf.Tensor;

/** The axes of the positions of x. */
const positionsOf = (x: tf.Tensor): number[] => x.shape.slice(1, -1).map((_, axis) => axis + 1);

/**
 * The matrix that makes sums over positions, [n, 1, ..., channels], means over the positions and channels of a group: one product
 * where shapes for the groups and back would be four operations.
 */
function overGroups(x: tf.Tensor, groups: number): tf.Tensor {
  const channels = x.shape.at(-1) as number;
  const each = channels / groups;
  const share = positionsOf(x).reduce((rest, axis) => rest / (x.shape[axis] as number), 1 / each);
  const matrix = new Float32Array(channels ** 2);
  for (let row = 0; row < channels; row++) {
    const first = row * channels + row - (row % each);
    matrix.fill(share, first, first + each);
  }
  return tf.tensor(matrix, [...x.shape.slice(2).map(() => 1), channels, channels]);
}

/** The mean of a group as it was computed, with its derivative in x: 1 / elements of a group. */
const meanAt: (x: tf.Tensor, over: tf.Tensor, mean: tf.Tensor) => tf.Tensor = tf.customGrad(
  (...args) => {
    const [save, inputs] = [args.pop() as tf.GradSaveFunc, args as tf.Tensor[]];
    save(inputs);
    return {
      value: tf.clone(inputs[2] as tf.Tensor),
      gradFunc: (dy, saved) => {
        const [x, over, mean] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const ofX = tf.add(tf.zerosLike(x), tf.matMul(dy, over));
        return [ofX, tf.zerosLike(over), tf.zerosLike(mean)];
      },
    };
  },
);

/** The same of 1 / sd, whose derivative in x is -(1 / sd)^3 (x - mean) / elements of a group. */
const inverseSdAt: (
  x: tf.Tensor,
  over: tf.Tensor,
  mean: tf.Tensor,
  inverseSd: tf.Tensor,
) => tf.Tensor = tf.customGrad((...args) => {
  const [save, inputs] = [args.pop() as tf.GradSaveFunc, args as tf.Tensor[]];
  save(inputs);
  return {
    value: tf.clone(inputs[3] as tf.Tensor),
    gradFunc: (dy, saved) => {
      const [x, over, m, i] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const inverseSd = inverseSdAt(x, over, m, i);
      const cube = tf.mul(inverseSd, tf.square(inverseSd));
      const by = tf.neg(tf.matMul(tf.mul(dy, cube), over));
      const ofX = tf.mul(tf.sub(x, meanAt(x, over, m)), by);
      return [ofX, tf.zerosLike(over), tf.zerosLike(m), tf.zerosLike(i)];
    },
  };
});

/** What of a gradient for each sample and channel belongs to a gain or an offset. */
function forRows(u: tf.Tensor, like: tf.Tensor): tf.Tensor {
  if (like.rank === 1) return tf.sum(u, [0, ...positionsOf(u)]);
  return like.shape[0] === u.shape[0] ? u : tf.sum(u, 0, true);
}

function gradients(dy: tf.Tensor, saved: readonly tf.Tensor[]): tf.Tensor[] {
  type Saved = [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const [x, gain, offset, over, m, i] = saved as Saved;
  const [mean, inverseSd] = [meanAt(x, over, m), inverseSdAt(x, over, m, i)];
  const axes = positionsOf(x);
  const sum = tf.sum(dy, axes, true);
  // the sum over positions of dy times x normalised
  const along = tf.mul(inverseSd, tf.sub(tf.sum(tf.mul(dy, x), axes, true), tf.mul(mean, sum)));
  const level = tf.matMul(tf.mul(gain, sum), over);
  const slope = tf.matMul(tf.mul(gain, along), over);
  // inverseSd (gain dy - level - slope (x - mean) inverseSd)
  const bend = tf.mul(slope, tf.square(inverseSd));
  const constant = tf.sub(tf.mul(mean, bend), tf.mul(level, inverseSd));
  const ofDy = tf.mul(dy, tf.mul(gain, inverseSd));
  return [
    tf.add(tf.sub(ofDy, tf.mul(x, bend)), constant),
    forRows(along, gain),
    forRows(sum, offset),
  ];
}

/** The operation of some groups and epsilon. */
function normalise(groups: number, epsilon: number): Normalise {
  const run = tf.customGrad((...args) => {
    const [save, inputs] = [args.pop() as tf.GradSaveFunc, args as tf.Tensor[]];
    const [x, gain, offset] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    const over = overGroups(x, groups);
    const meanOf = (u: tf.Tensor): tf.Tensor => tf.matMul(tf.sum(u, positionsOf(x), true), over);
    const mean = meanOf(x);
    const inverseSd = tf.rsqrt(tf.add(meanOf(tf.squaredDifference(x, mean)), epsilon));
    save([...inputs, over, mean, inverseSd]);
    const by = tf.mul(gain, inverseSd);
    const value = tf.add(tf.mul(x, by), tf.sub(offset, tf.mul(mean, by)));
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
  // a vector has one position
  const at = x.rank === 2 ? tf.reshape(x, [n, 1, channels]) : x;
  const inRows = (u: tf.Tensor): tf.Tensor =>
    u.rank === 1
      ? u
      : tf.reshape(u, [u.size / channels, ...at.shape.slice(2).map(() => 1), channels]);
  const { gain, offset } = affine ?? { gain: tf.ones([channels]), offset: tf.zeros([channels]) };
  const y = operationOf(groups, epsilon)(at, inRows(gain), inRows(offset));
  return x.rank === 2 ? tf.reshape(y, x.shape) : y;
}
