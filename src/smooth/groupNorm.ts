import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';
import { type Inputs, operation } from './operation.ts';

type Name = 'x' | 'gain' | 'offset';

/** The operation of some groups and epsilon, on x [n, positions, channels]; gain and offset are [n or 1, 1, channels]. */
function normalise(groups: number, epsilon: number): (inputs: Inputs<Name>) => tf.Tensor {
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
  const forRows = (u: tf.Tensor, like: tf.Tensor): tf.Tensor =>
    like.shape[0] === u.shape[0] ? u : tf.sum(u, 0, true);
  return operation<Name>({
    name: `GroupNorm(${groups}, ${epsilon})`,
    inputs: ['x', 'gain', 'offset'],
    value: ({ x, gain, offset }) => {
      const [mean, inverseSd] = statistics(x);
      const by = tf.mul(gain, inverseSd);
      return tf.add(tf.mul(x, by), tf.sub(offset, tf.mul(mean, by)));
    },
    gradients: (dy, { x, gain, offset }) => {
      const [mean, inverseSd] = statistics(x);
      const sum = tf.sum(dy, 1, true);
      // the sum over positions of dy times x normalised
      const along = tf.mul(inverseSd, tf.sub(tf.sum(tf.mul(dy, x), 1, true), tf.mul(mean, sum)));
      return {
        x: () => {
          const positions = x.shape[1] as number;
          const level = tf.div(overGroups(tf.mul(gain, sum)), positions);
          const slope = tf.div(overGroups(tf.mul(gain, along)), positions);
          // inverseSd (gain dy - level - slope (x - mean) inverseSd)
          const ofX = tf.neg(tf.mul(slope, tf.square(inverseSd)));
          const constant = tf.neg(tf.add(tf.mul(level, inverseSd), tf.mul(ofX, mean)));
          const ofDy = tf.mul(dy, tf.mul(gain, inverseSd));
          return tf.add(tf.add(ofDy, tf.mul(x, ofX)), constant);
        },
        gain: () => forRows(along, gain),
        offset: () => forRows(sum, offset),
      };
    },
  });
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
  const inputs = { x: flat, gain: inRows(gain), offset: inRows(offset) };
  return tf.reshape(operationOf(groups, epsilon)(inputs), x.shape);
}
