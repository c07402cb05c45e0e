import { flowEnd } from '../../src/compare/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  ddpm,
  type ExactProblem,
  gaussianMixture,
  type Schedule,
} from '../../src/problem/index.ts';

const [radius, spread] = [4, 0.3];
/** Root of the mean variance of a coordinate before scaling: half of radius^2, and spread^2. */
const scale = Math.sqrt(radius ** 2 / 2 + spread ** 2);

/** The Gaussians of P1: equal weights, mean 0, mean variance 1. */
export const components: { readonly means: readonly (readonly number[])[]; readonly sd: number } = {
  means: Array.from({ length: 8 }, (_, k) => [
    (radius / scale) * Math.cos((Math.PI * k) / 4),
    (radius / scale) * Math.sin((Math.PI * k) / 4),
  ]),
  sd: spread / scale,
};

/** P1: eight Gaussians of sd 0.3 on a circle of radius 4, scaled to mean variance 1. */
export const p1: ExactProblem = gaussianMixture(components);

/** DDPM's linear betas, N = 1,000. Between training times, and below the first, ln alpha is linear in t. */
export const schedule: Schedule = ddpm();

/** Where sampling begins. */
export const from = 1;

/** Noise at t = 1, and where the probability flow takes it. */
export interface Start {
  readonly noise: Float64Array;
  readonly end: Float64Array;
}

/**
 * The noise that `sample` draws for a seed, and the flow's end at sigma = 0.
 * @param tolerance rms of the last change of the ends; 5e-6 by default, after which they are right to some 1e-7
 */
export async function startOf(seed: string, count: number, tolerance = 5e-6): Promise<Start> {
  const noise = new Float64Array(2 * count);
  fillNormal(noise, 2, foldIn(keyOf(seed), 'start'), 0);
  const end = await flowEnd(p1, { start: noise, schedule, t: from }, { tolerance });
  return { noise, end };
}
