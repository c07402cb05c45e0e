import * as tf from '@tensorflow/tfjs-core';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/**
 * Exponential moving average of parameters, whose decay warms up with the number n of updates.
 *
 *   average <- d average + (1 - d) parameter,   d = min(decay, (1 + n) / (10 + n))
 *
 * @returns the new average; the old one is disposed of
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B; the warm-up is that of TensorFlow's ExponentialMovingAverage
 */
export function emaUpdate(
  average: Tensors,
  parameters: Tensors,
  decay: number,
  n: number,
): Tensors {
  const d = Math.min(decay, (1 + n) / (10 + n));
  const updated = Object.entries(average).map(([name, old]) => {
    const now = parameters[name];
    if (now === undefined) throw new Error(`ema: no parameter ${name}`);
    const next = tf.tidy(() => tf.add(tf.mul(old, d), tf.mul(now, 1 - d)));
    old.dispose();
    return [name, next] as const;
  });
  return Object.fromEntries(updated);
}
