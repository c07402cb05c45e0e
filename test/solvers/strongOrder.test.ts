import { describe, expect, test } from 'vitest';
import { eulerMaruyama, milstein, sra1, sriw1 } from '../../solvers/index.ts';
import { brownianPath, foldIn, keyOf, type NoiseSource } from '../../src/noise/index.ts';
import { gaussianMixture, type ItoSde, reverse, vp } from '../../src/problem/index.ts';
import { type SolverFor, solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';
import { rms, slope } from './slope.ts';

// 400 paths and +-0.25 separate neighbouring orders (Kloeden & Platen 1992, section 9.3: the error of a slope over
// four doublings from 400 paths is about 0.05); every number of steps follows the same paths.
type F = Float64Array;
const paths = 400;
const key = keyOf(5);
/** All paths as elements of one row: rows of one element would draw two. */
const pathOver = (name: string, times: readonly number[]): NoiseSource<F> =>
  brownianPath(float64([paths]), foldIn(key, name), { first: 0, count: 1 }, times);
const coarse = [5, 6, 7, 8, 9];

const slopeOf = (errors: readonly number[]): number =>
  -slope(
    coarse,
    errors.map((error) => Math.log2(error)),
  );

describe('on geometric Brownian motion, against its exact solution', () => {
  const [mu, nu] = [0.5, 0.8];
  const space = float64([1]);
  const gbm: ItoSde<F> = {
    space,
    drift: (x) => space.combine([mu, x]),
    diffusion: {
      kind: 'diagonal',
      at: (x) => space.combine([nu, x]),
      correction: (x) => space.combine([nu * nu, x]),
    },
  };
  const noise = pathOver('gbm', [0, 1]);
  const whole = noise.over(0, 1, 0).W();
  const exact = whole.map((w) => Math.exp(mu - nu ** 2 / 2 + nu * w));
  test.for([
    ['euler-maruyama', 0.5, eulerMaruyama()],
    ['milstein', 1, milstein()],
    ['sriw1', 1.5, sriw1()],
  ] as const)('%s has strong order %s', async ([, order, solver]) => {
    const errors: number[] = [];
    for (const level of coarse) {
      const start = new Float64Array(paths).fill(1);
      const { x } = await solve(gbm, { solver, start, over: [0, 1], steps: 2 ** level, noise });
      errors.push(rms(x, exact));
    }
    expect(Math.abs(slopeOf(errors) - order)).toBeLessThan(0.25);
  });
});

describe('on the reverse SDE of an equal mixture N(+-1, .5^2)', () => {
  // A Gaussian's linear score cannot tell order 1.5; the mixture's can.
  const mixture = gaussianMixture({ means: [[-1], [1]], sd: 0.5 });
  const problem = reverse(mixture.denoiser(vp()));
  const [from, to] = [1, 0.001];
  const noise = pathOver('mixture', [from, to]);
  const start = noise.over(from, to, 0).extra(0);
  const end = async (solver: SolverFor<F, typeof problem>, level: number): Promise<F> => {
    const run = { solver, start, over: [from, to], steps: 2 ** level, noise } as const;
    return (await solve(problem, run)).x;
  };
  const reference = end(sra1(), 12);
  test.for([
    ['euler-maruyama', 1, eulerMaruyama()],
    ['milstein', 1, milstein()],
    ['sra1', 1.5, sra1()],
    ['sriw1', 1.5, sriw1()],
  ] as const)('%s has strong order %s', async ([, order, solver]) => {
    const exact = await reference;
    const errors: number[] = [];
    for (const level of coarse) errors.push(rms(await end(solver, level), exact));
    expect(Math.abs(slopeOf(errors) - order)).toBeLessThan(0.25);
  });
});
