import * as tf from '@tensorflow/tfjs-core';

/** dy as the gradient of one of two terms, of `shape`: summed where that was repeated. */
function ofTerm(dy: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, dy.shape);
  const sum = axes.length > 0 ? tf.sum(dy, axes) : dy;
  return sum.rank === shape.length ? sum : tf.reshape(sum, shape);
}

/**
 * Why: TensorFlow.js reshapes both gradients of every sum, of the same shape or not, and each is an operation of the backend: 117
 * of the 2,700 of a small U-Net's step. Upstream: none known.
 */
function registerGradientOfAdd(): void {
  tf.registerGradient({
    kernelName: 'Add',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return {
        a: () => ofTerm(dy as tf.Tensor, a.shape),
        b: () => ofTerm(dy as tf.Tensor, b.shape),
      };
    },
  });
}

/**
 * Registers the gradients of TensorFlow.js: its core alone has none, and its own file that registers them cannot be
 * loaded by Node; importing the layers package does so everywhere. Training and automatic pullbacks need them.
 */
export async function registerGradients(): Promise<void> {
  if (tf.getGradient('Mean') !== undefined) return;
  await import('@tensorflow/tfjs-layers');
  registerGradientOfAdd();
}
