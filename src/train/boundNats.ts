import * as tf from '@tensorflow/tfjs-core';
import { exp, expm1 } from '../smooth/index.ts';
import type { BoundTerm } from './boundTerm.ts';
import { binNats } from './discretised.ts';

/**
 * The terms of the variational bound of each element, [B, D] in nats, with r = v range above ln btilde:
 *
 *   KL(N(., btilde) || N(., btilde e^r)) = (r + e^(-r) - 1 + c e^2 e^(-r)) / 2
 *   -ln N(x0; x0_theta, btilde e^r)      = (ln(2 pi btilde) + r + c e^2 e^(-r)) / 2
 *
 * @param terms one for each row; c is their `ofError`
 * @param error [B, D] errors e of eps
 * @param share [B, D] v
 * @param pixels [B, D] on the host, where the last term is the probability of one of 256 values in place of a density
 */
export function boundNats(
  terms: readonly BoundTerm[],
  error: tf.Tensor2D,
  share: tf.Tensor2D,
  pixels?: Float64Array,
): tf.Tensor2D {
  const column = (of: (term: BoundTerm) => number): tf.Tensor2D =>
    tf.tensor2d(Float32Array.from(terms, of), [terms.length, 1]);
  const r = tf.mul(
    share,
    column(({ range }) => range),
  );
  // r + (e^(-r) - 1) is about r^2 / 2: late steps have r = 1e-4, whose square rounding to 2^-24 of 1 would swallow
  const shrink = expm1(tf.neg(r));
  const square = tf.mul(
    tf.square(error),
    column(({ ofError }) => ofError),
  );
  const isKl = column(({ closes }) => (closes ? 0 : 1));
  const constant = column(({ closes, small }) => (closes ? Math.log(2 * Math.PI) + small : 0));
  const swelling = tf.add(tf.add(r, constant), tf.mul(isKl, shrink));
  const nats = tf.mul<tf.Tensor2D>(tf.add(swelling, tf.mul(square, tf.add(shrink, 1))), 0.5);
  if (pixels === undefined || !terms.some(({ closes }) => closes)) return nats;
  const std = exp(
    tf.mul(
      tf.add(
        r,
        column(({ small }) => small),
      ),
      0.5,
    ),
  ) as tf.Tensor2D;
  const distance = tf.mul<tf.Tensor2D>(
    error,
    column(({ ofX0 }) => ofX0),
  );
  const kl = tf.tile(tf.cast(isKl, 'bool'), [1, error.shape[1]]);
  return tf.where<tf.Tensor2D>(kl, nats, binNats(pixels, distance, std));
}
