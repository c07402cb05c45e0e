import * as tf from '@tensorflow/tfjs-core';

/** Settings of {@link adam}. */
export interface AdamOptions {
  /** Decay of the first moment. */
  readonly beta1: number;
  /** Decay of the second moment. */
  readonly beta2: number;
  readonly epsilon: number;
  /** Weight decay, taken off the parameters themselves as in AdamW: 0 is Adam. */
  readonly weightDecay: number;
}

/** Parameters and the moments of their gradients, all [P]. */
export interface AdamState {
  readonly parameters: tf.Tensor1D;
  readonly m: tf.Tensor1D;
  readonly v: tf.Tensor1D;
}

/**
 * One step of Adam, or of AdamW where weights decay, on all parameters as one flat tensor: few operations, however many
 * layers a network has.
 *
 *   m <- b1 m + (1 - b1) g,   v <- b2 v + (1 - b2) g^2
 *   theta <- (1 - r weightDecay) theta - r (m / (1 - b1^n)) / (sqrt(v / (1 - b2^n)) + epsilon)
 *
 * @param n the step, from 1
 * @param rate learning rate r
 * @returns new tensors; the old ones stay the caller's
 * @see Kingma & Ba (2015), arXiv:1412.6980, algorithm 1; Loshchilov & Hutter (2019), arXiv:1711.05101, algorithm 2
 */
export function adam(
  { parameters, m, v }: AdamState,
  gradient: tf.Tensor1D,
  n: number,
  rate: number,
  { beta1, beta2, epsilon, weightDecay }: AdamOptions,
): AdamState {
  const root = Math.sqrt(1 - beta2 ** n);
  const first = tf.add<tf.Tensor1D>(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
  const second = tf.add<tf.Tensor1D>(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const direction = tf.div(first, tf.add(tf.sqrt(second), epsilon * root));
  const kept = weightDecay === 0 ? parameters : tf.mul(parameters, 1 - rate * weightDecay);
  const moved = tf.sub<tf.Tensor1D>(kept, tf.mul(direction, (rate * root) / (1 - beta1 ** n)));
  return { parameters: moved, m: first, v: second };
}
