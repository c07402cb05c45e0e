import { registerGradients } from '../backend/index.ts';
import { requireInteger, requireOneOf } from '../errors/index.ts';
import { foldIn, keyOf, type Rows } from '../noise/index.ts';
import type { Denoiser } from '../problem/index.ts';
import { drawnSeed, wholeBlocks } from '../sampling/index.ts';
import type { HostArray } from '../space/index.ts';
import { likelihoodOfBatch } from './likelihoodOfBatch.ts';
import type { LikelihoodOptions, Likelihoods } from './likelihoodOptions.ts';
import { requireSamples } from './requireSamples.ts';

/** Elements of a sample up to which the trace is exact by default. */
const exactUpTo = 16;

/**
 * ln p(x) by the probability flow, along which the density changes by the divergence:
 *
 *   ln p(x) = ln N(z_T; 0, I) + integral of div over ln phi + D ln cos phi_0,   z = x / sqrt(alpha^2 + sigma^2),   tan phi = sigma / alpha
 *
 * p is the law of what the flow makes of the noise that `sample` starts from, N(0, alpha_T^2 + sigma_T^2), down to the level sigmaMin.
 * Of an exact score that is the law of x_0 + sigmaMin eps, but for what the noise does not know of the data:
 *
 *   smoothing   sigmaMin^2 / 2 (laplace p) / p, in dimension D up to D sigmaMin^2 / (2 sd^2) where p is as narrow as sd
 *   prior       alpha_T / sigma_T |m| |z| + (alpha_T / sigma_T)^2 |C - I| / 2, m and C mean and covariance of the data
 *   solver      of its order in steps: halve them to see it
 *   probes      a spread that is told, in `errors`; its mean is right
 *
 * @param denoiser on any space, or that of some rows, where each has a condition of its own
 * @param x samples, flat, rows one after another
 * @param options how it is computed
 * @returns nats: divided by D ln 2 and negative they are {@link bitsPerDimension}
 * @throws InputError if x is not made of whole samples or not finite, or an option is out of range
 * @throws DivergenceError if the network returns values that are not finite
 * @see Song et al. (2021), arXiv:2011.13456, section 4.3 and appendix D.2; Grathwohl et al. (2019), arXiv:1810.01367
 */
export async function logLikelihood<X>(
  denoiser: Denoiser<X> | ((rows: Rows) => Denoiser<X>),
  x: HostArray,
  options: LikelihoodOptions = {},
): Promise<Likelihoods> {
  const denoiserOf = typeof denoiser === 'function' ? denoiser : () => denoiser;
  const { firstRow = 0, seed = drawnSeed(), steps = 50, batch = 1024 } = options;
  requireInteger('log-likelihood: firstRow', firstRow, 0);
  const { space, block } = denoiserOf({ first: firstRow, count: 1 });
  const { size } = space;
  const { trace = size <= exactUpTo ? 'exact' : 'hutchinson', probes = 2 } = options;
  const { probeLaw: law = 'rademacher' } = options;
  requireOneOf('log-likelihood: trace', trace, ['exact', 'hutchinson']);
  requireOneOf('log-likelihood: probeLaw', law, ['rademacher', 'gaussian']);
  requireInteger('log-likelihood: probes', probes);
  requireInteger('log-likelihood: steps', steps);
  requireInteger('log-likelihood: batch', batch);
  const count = requireSamples('log-likelihood', x, size);
  // of networks, whose products with the Jacobian are automatic derivatives
  await registerGradients();
  const atOnce = wholeBlocks(batch, block);
  const key = foldIn(keyOf(seed), 'probes');
  const [logDensity, errors] = [new Float64Array(count), new Float64Array(count)];
  let last = { sigmaMin: 0, evaluations: 0 };
  for (let first = 0; first < count; first += atOnce) {
    const rows = { first: first + firstRow, count: Math.min(atOnce, count - first) };
    const part = x.subarray(first * size, (first + rows.count) * size);
    const found = await likelihoodOfBatch(denoiserOf(rows), part, rows, {
      ...options,
      ...{ trace, probes, law, key, steps },
    });
    logDensity.set(found.logDensity, first);
    errors.set(found.errors, first);
    last = found;
  }
  const isEstimate = trace === 'hutchinson';
  const { sigmaMin, evaluations } = last;
  return {
    logDensity,
    ...(isEstimate && probes > 1 ? { errors } : {}),
    ...{ trace, probes: isEstimate ? probes : 0, seed, sigmaMin, evaluations },
  };
}
