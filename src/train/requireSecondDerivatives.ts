import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { InputError } from '../errors/index.ts';
import { lostDerivative } from '../smooth/index.ts';

/** What takes the place of a kernel of TensorFlow.js, by its name in tfjs-sde/models. */
const mended: Readonly<Record<string, string>> = {
  AvgPool: 'averagePool',
  Elu: 'elu',
  Exp: 'exp',
  LeakyRelu: 'leakyRelu',
  logSoftmax: 'logSoftmax',
  ResizeNearestNeighbor: 'upsample',
  Selu: 'selu',
  Sigmoid: 'sigmoid',
  Softmax: 'softmax',
  Tanh: 'tanh',
};

/**
 * Refuses a network whose second derivatives TensorFlow.js does not get right, where they are about to be taken: a loss made of
 * first derivatives, inside a gradient in the network's parameters. Reading such a loss alone needs none, and is not refused.
 *
 * @param what the objective, for the message
 * @param loss made of first derivatives of the network
 * @param instead what else could be done
 * @throws InputError naming the operation
 */
export function requireSecondDerivatives(
  what: string,
  network: Network<tf.Tensor>,
  loss: tf.Tensor,
  instead: string,
): void {
  const lost = lostDerivative(Object.values(network.parameters), loss);
  if (lost === undefined) return;
  // TensorFlow.js ends the scopes of its own operations so; other scopes say nothing of what ran in them
  const kernel = lost.kernel.replace(/__op$/, '');
  const isTheirs = kernel !== lost.kernel || tf.getKernel(kernel, tf.getBackend()) !== undefined;
  const named = isTheirs ? kernel : 'an operation made by tf.customGrad';
  const problem =
    lost.is === 'wrong'
      ? 'whose second derivative TensorFlow.js gets wrong'
      : 'of which TensorFlow.js has no second derivative';
  const other = mended[kernel];
  const use = other === undefined ? 'do without it' : `use ${other} of tfjs-sde/models`;
  throw new InputError(`${what}: the network uses ${named}, ${problem}; ${use}, or ${instead}`);
}
