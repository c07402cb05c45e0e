import * as tf from '@tensorflow/tfjs-core';
import { requireInRange } from '../../src/errors/index.ts';
import { fillNormal, foldIn, type Key } from '../../src/noise/index.ts';
import { exp, expm1 } from '../../src/smooth/index.ts';
import { shaped } from '../shaped.ts';
import type { Posterior, Vae } from './vae.ts';

/** The sum over all but rows, [B]. */
const ofRows = (x: tf.Tensor): tf.Tensor1D => {
  const rows = x.shape[0] as number;
  return tf.sum(shaped<tf.Tensor2D>(x, [rows, x.size / rows]), 1);
};

/** Standard normals of latents, [count, ...latent]; those of a row depend on the key and the row alone. */
export function latentNoise(
  { latent }: Pick<Vae<tf.Tensor>, 'latent'>,
  key: Key,
  { first = 0, count }: { readonly first?: number; readonly count: number },
): tf.Tensor {
  const size = latent.reduce((product, n) => product * n, 1);
  const values = new Float32Array(count * size);
  fillNormal(values, size, foldIn(key, 'latent'), first);
  return tf.tensor(values, [count, ...latent]);
}

/**
 * Latents from a posterior and standard normals: mean + e^(logVariance / 2) eps, differentiable in the posterior.
 * @see Kingma & Welling (2014), arXiv:1312.6114, section 2.4
 */
export function reparametrised(
  { mean, logVariance }: Posterior<tf.Tensor>,
  eps: tf.Tensor,
): tf.Tensor {
  return tf.tidy(() => tf.add(mean, tf.mul(exp(tf.mul(logVariance, 0.5)), eps)));
}

/**
 * The divergence of a posterior from the standard normal law, of each row, [B] in nats:
 *
 *   KL(N(m, v) || N(0, 1)) = sum over elements (m^2 + v - 1 - ln v) / 2
 *
 * @see Kingma & Welling (2014), arXiv:1312.6114, appendix B
 */
export function klToPrior({ mean, logVariance }: Posterior<tf.Tensor>): tf.Tensor1D {
  return tf.tidy(() => {
    const ofVariance = tf.sub(expm1(logVariance), logVariance);
    return tf.mul<tf.Tensor1D>(ofRows(tf.add(tf.square(mean), ofVariance)), 0.5);
  });
}

/** ln p(x | z) of each row, [B] in nats, of x [B, ...shape] and z [B, ...latent]. */
export function logLikelihood(vae: Vae<tf.Tensor>, x: tf.Tensor, z: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const logSd = vae.logSd();
    const decoded = vae.decode(z);
    const error = tf.mul(tf.sub(shaped(x, decoded.shape), decoded), exp(tf.neg(logSd)));
    const size = vae.shape.reduce((product, n) => product * n, 1);
    const constant = tf.mul(tf.add(logSd, Math.log(2 * Math.PI) / 2), size);
    return tf.sub<tf.Tensor1D>(tf.mul(ofRows(tf.square(error)), -0.5), constant);
  });
}

/** The two terms of a bound, each [B] in nats. */
export interface ElboTerms {
  /** ln p(x | z) at one z of q(z | x), whose mean is the bound's first term. */
  readonly reconstruction: tf.Tensor1D;
  /** KL(q(z | x) || p(z)). */
  readonly kl: tf.Tensor1D;
}

/** The terms of the evidence lower bound of ln p(x) at given standard normals eps [B, ...latent]. */
export function elboTerms(vae: Vae<tf.Tensor>, x: tf.Tensor, eps: tf.Tensor): ElboTerms {
  return tf.tidy(() => {
    const posterior = vae.encode(x);
    const z = reparametrised(posterior, eps);
    return { reconstruction: logLikelihood(vae, x, z), kl: klToPrior(posterior) };
  });
}

/**
 * What a VAE is trained to make small, of each row, [B] in nats:
 *
 *   -ln p(x | z) + beta KL(q(z | x) || p(z)),   z = mean + e^(logVariance / 2) eps
 *
 * @param eps standard normals [B, ...latent], of {@link latentNoise}
 * @param options its settings
 * @param options.beta weight of the divergence; 1, the bound, by default
 * @throws InputError if beta is negative
 * @see Kingma & Welling (2014), arXiv:1312.6114, eq. 10; Higgins et al. (2017), ICLR, on beta
 */
export function negativeElbo(
  vae: Vae<tf.Tensor>,
  x: tf.Tensor,
  eps: tf.Tensor,
  { beta = 1 }: { readonly beta?: number } = {},
): tf.Tensor1D {
  requireInRange('vae: beta', beta, 0, Number.MAX_VALUE);
  return tf.tidy(() => {
    const { reconstruction, kl } = elboTerms(vae, x, eps);
    return tf.sub<tf.Tensor1D>(tf.mul(kl, beta), reconstruction);
  });
}
