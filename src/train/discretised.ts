import * as tf from '@tensorflow/tfjs-core';

/** Half the width of one of 256 bins over [-1, 1], whose middles are (2 k - 255) / 255. */
const half = 1 / 255;
/** Below it a probability is taken for this, so that its logarithm is finite. */
const least = 1e-12;

/** Whether a pixel has the last or the first value, whose bin reaches to infinity. */
const isLast = (x: number): boolean => x > 1 - half;
const isFirst = (x: number): boolean => x < half - 1;

/** The probability of the bin of a pixel x under N(mean, std^2). */
export type BinProbability = (x: number, mean: number, std: number) => number;

/**
 * The probability that a Gaussian gives the bin of a pixel; the first and the last bin reach to infinity. It is at least 1e-12.
 * mathjs is loaded for the error function.
 *
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, eq. 13
 */
export async function binProbability(): Promise<BinProbability> {
  const { erf } = await import('mathjs');
  return (x, mean, std) => {
    const below = (edge: number): number => (1 + erf((edge - mean) / (std * Math.SQRT2))) / 2;
    const upper = isLast(x) ? 1 : below(x + half);
    const lower = isFirst(x) ? 0 : below(x - half);
    return Math.max(upper - lower, least);
  };
}

/**
 * -ln of the same on tensors, differentiable in the standard deviation, in float32.
 *
 * @param x0 [B, D] pixels, on the host
 * @param error [B, D] pixel less mean
 * @param std [B, D]
 * @returns [B, D] nats
 */
export function binNats(x0: Float64Array, error: tf.Tensor2D, std: tf.Tensor2D): tf.Tensor2D {
  const at = (is: (x: number) => boolean): tf.Tensor2D =>
    tf.tensor2d(
      Uint8Array.from(x0, (x) => Number(is(x))),
      error.shape,
      'bool',
    );
  const below = (edge: number): tf.Tensor2D =>
    tf.erf<tf.Tensor2D>(tf.div(tf.add(error, edge), tf.mul(std, Math.SQRT2)));
  const upper = tf.where(at(isLast), tf.fill<tf.Rank.R2>(error.shape, 1), below(half));
  const lower = tf.where(at(isFirst), tf.fill<tf.Rank.R2>(error.shape, -1), below(-half));
  const probability = tf.maximum<tf.Tensor2D>(tf.mul(tf.sub(upper, lower), 0.5), least);
  return tf.neg(tf.log(probability));
}
