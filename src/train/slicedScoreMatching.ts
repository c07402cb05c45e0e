import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { requireInteger, requireOneOf, requirePositive } from '../errors/index.ts';
import { fillNormal, foldIn, type Key } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { epsFunction, type NoisySamples } from './epsFunction.ts';
import { requireSecondDerivatives } from './requireSecondDerivatives.ts';

/** How sliced score matching takes the Jacobian's trace. */
export interface SlicedOptions {
  /** Directions drawn for each sample; 1 by default. */
  readonly projections?: number;
  /** Law of the directions, both with E v v^T = 1: 'rademacher' by default, of the least variance, or 'gaussian'. */
  readonly directions?: 'rademacher' | 'gaussian';
  /**
   * 'variance-reduced' by default: 1/2 |s|^2 in the place of 1/2 (v.s)^2. 'finite-difference' takes v^T (ds/dx) v from two
   * evaluations, without a second derivative.
   */
  readonly form?: 'variance-reduced' | 'projected' | 'finite-difference';
  /** Step of the finite difference, in units of the network's input; 0.05 by default. */
  readonly step?: number;
}

function drawnDirections(
  key: Key,
  count: number,
  size: number,
  law: 'rademacher' | 'gaussian',
): tf.Tensor2D {
  const values = new Float32Array(count * size);
  fillNormal(values, size, key, 0);
  const drawn = law === 'gaussian' ? values : values.map((z) => (z < 0 ? -1 : 1));
  return tf.tensor2d(drawn, [count, size]);
}

/**
 * Options with defaults filled in.
 * @throws InputError if one is out of range
 */
export function slicedOptions({
  projections = 1,
  directions = 'rademacher',
  form = 'variance-reduced',
  step = 0.05,
}: SlicedOptions = {}): Required<SlicedOptions> {
  requireInteger('sliced score matching: projections', projections);
  requireOneOf('sliced score matching: directions', directions, ['rademacher', 'gaussian']);
  const forms = ['variance-reduced', 'projected', 'finite-difference'] as const;
  requireOneOf('sliced score matching: form', form, forms);
  requirePositive('sliced score matching: step', step);
  return { projections, directions, form, step };
}

/**
 * The losses of sliced score matching of each row, [B]: see {@link slicedScoreMatching}, which is their mean.
 * @throws InputError if an option is out of range, or it is to be trained and the network uses an operation without a second
 *   derivative, naming it
 */
export function slicedLosses(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  samples: NoisySamples,
  key: Key,
  options: SlicedOptions = {},
): tf.Tensor1D {
  const { projections, directions, form, step } = slicedOptions(options);
  return tf.tidy(() => {
    const { input, eps, gain } = epsFunction(network, schedule, samples);
    const [count, size] = input.shape;
    const half = (x: tf.Tensor): tf.Tensor => tf.mul(tf.square(x), 0.5);
    const dot = (a: tf.Tensor, b: tf.Tensor): tf.Tensor2D => tf.sum(tf.mul(a, b), 1, true);
    const powerOf = (value: tf.Tensor, v: tf.Tensor): tf.Tensor =>
      form === 'projected' ? half(dot(value, v)) : tf.sum(half(value), 1, true);
    const terms = Array.from({ length: projections }, (_, k) => {
      const v = drawnDirections(foldIn(key, k), count, size, directions);
      if (form === 'finite-difference') {
        const [ahead, behind] = [step, -step].map((h) => dot(eps(tf.add(input, tf.mul(v, h))), v));
        const difference = tf.sub(ahead as tf.Tensor, behind as tf.Tensor);
        const curvature = tf.mul(tf.div(difference, 2 * step), gain);
        return tf.sub<tf.Tensor2D>(powerOf(eps(input), v), curvature);
      }
      // the value that the derivative was taken of serves both terms; tf.grad frees what is not kept
      const made: { value?: tf.Tensor } = {};
      const slope = tf.grad((x: tf.Tensor) => {
        made.value = tf.keep(eps(x));
        return dot(made.value, v);
      })(input);
      const value = made.value as tf.Tensor;
      const term = tf.sub<tf.Tensor2D>(powerOf(value, v), tf.mul(dot(slope, v), gain));
      value.dispose();
      return term;
    });
    const losses = tf.reshape<tf.Rank.R1>(tf.div(tf.addN(terms), projections), [count]);
    const instead = "take form: 'finite-difference'";
    if (form !== 'finite-difference') {
      requireSecondDerivatives('sliced score matching', network, losses, instead);
    }
    return losses;
  });
}

/**
 * Sliced score matching: implicit score matching with the trace taken along random directions v. A scalar to be minimised.
 *
 *   mean over the batch and v of sigma^2 ( v^T (d s_theta / dx) v + 1/2 (v . s_theta)^2 )
 *
 * Its variance-reduced form has 1/2 |s_theta|^2 in the last place, and needs E v v^T = 1. The first two forms need operations
 * with second derivatives.
 *
 * @param key names the directions; element d of direction k of row r depends on (key, k, r, d) alone
 * @throws InputError if an option is out of range, or it is to be trained and the network uses an operation without a second
 *   derivative, naming it
 * @see Song, Garg, Shi & Ermon (2019), arXiv:1905.07088, eq. 7 and 8; Pang et al. (2020), arXiv:2007.03317, eq. 11
 */
export function slicedScoreMatching(
  network: Network<tf.Tensor>,
  schedule: Schedule,
  samples: NoisySamples,
  key: Key,
  options: SlicedOptions = {},
): tf.Scalar {
  return tf.tidy(() => tf.mean<tf.Scalar>(slicedLosses(network, schedule, samples, key, options)));
}
