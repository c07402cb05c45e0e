import * as tf from '@tensorflow/tfjs-core';

/**
 * Registers the gradients of TensorFlow.js: its core alone has none, and its own file that registers them cannot be
 * loaded by Node; importing the layers package does so everywhere. Training and automatic pullbacks need them.
 */
export async function registerGradients(): Promise<void> {
  if (tf.getGradient('Mean') === undefined) await import('@tensorflow/tfjs-layers');
}
