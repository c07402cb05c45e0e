import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import type { Schedule } from '../problem/index.ts';
import { epsFunction, type NoisySamples } from './epsFunction.ts';
import { requireSecondDerivatives } from './requireSecondDerivatives.ts';

/**
 * The losses of implicit score matching of each row, [B]: see {@link implicitScoreMatching}, which is their mean.
 * @throws InputError if it is to be trained and the network uses an operation without a second derivative, naming it
 */
export function implicitLosses(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  samples: NoisySamples,
): tf.Tensor1D {
  return tf.tidy(() => {
    const { input, eps, gain } = epsFunction(network, schedule, samples);
    const [count, size] = input.shape;
    const diagonal = Array.from({ length: size }, (_, d) => {
      const element = (x: tf.Tensor): tf.Tensor => tf.sum(tf.slice2d(eps(x), [0, d], [count, 1]));
      return tf.slice2d(tf.grad(element)(input) as tf.Tensor2D, [0, d], [count, 1]);
    });
    const trace = tf.mul(tf.addN(diagonal), gain);
    const power = tf.mul(tf.sum(tf.square(eps(input)), 1, true), 0.5);
    const losses = tf.reshape<tf.Rank.R1>(tf.sub(power, trace), [count]);
    const instead = "take sliced score matching with form: 'finite-difference'";
    requireSecondDerivatives('implicit score matching', network, losses, instead);
    return losses;
  });
}

/**
 * Implicit score matching: needs no score, but the trace of its Jacobian, one derivative for each element; for low
 * dimension. A scalar to be minimised.
 *
 *   mean over the batch of sigma^2 ( tr(d s_theta / dx) + 1/2 | s_theta |^2 )
 *
 * It is explicit score matching up to a constant. The network must be made of operations with second derivatives.
 *
 * @throws InputError if it is to be trained and the network uses an operation without a second derivative, naming it
 * @see Hyvarinen (2005), JMLR 6:695, eq. 4
 */
export function implicitScoreMatching(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  samples: NoisySamples,
): tf.Scalar {
  return tf.tidy(() => tf.mean<tf.Scalar>(implicitLosses(network, schedule, samples)));
}
