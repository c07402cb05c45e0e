import { describe, expect, test } from 'vitest';
import { annealedLangevin } from '../../solvers/index.ts';
import { gridOf } from '../../src/grids/index.ts';
import { edm, eightGaussians, reverse, ve } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';

type F = Float64Array;
const problem = eightGaussians();
const start = Float64Array.of(1.1, -0.4, 0.2, 0.9, -1.3, -0.7);
/** Numbers of the size of normals, draw k of step i. */
const draw = (i: number, k: number): F =>
  start.map((_, j) => 1.4 * Math.sin(12.9898 * (j + 1) + 78.233 * (k + 1) + 3.7 * i));
const noise = () => ({
  over: (_t: number, _s: number, step: number) => ({
    normal: () => draw(step, -1),
    W: () => draw(step, -1),
    H: () => draw(step, -1),
    threePoint: () => draw(step, -1),
    extra: (k: number) => draw(step, k),
  }),
});
/** The geometric levels of NCSN: sigma_1 = 1 to sigma_L = 0.01. */
const [L, T] = [10, 7];
const sigmas = Array.from({ length: L }, (_, i) => 0.01 ** (i / (L - 1)));
const last = 0.01;
const score = (x: F, sigma: number): F => problem.score(x, { alpha: 1, sigma });

/** Algorithm 1 of Song & Ermon (2019), line by line. */
function ncsn(epsilon: number): F {
  let x = start;
  for (const [i, sigma] of sigmas.entries()) {
    const step = (epsilon * sigma ** 2) / last ** 2;
    for (let t = 0; t < T; t++) {
      const [s, z] = [score(x, sigma), draw(i, t)];
      x = x.map((v, j) => v + (step / 2) * (s[j] as number) + Math.sqrt(step) * (z[j] as number));
    }
  }
  return x;
}

/** Algorithm 1 of Song & Ermon (2020), line by line: no halves, and a denoising step at the end. */
function ncsn2(epsilon: number): F {
  let x = start;
  for (const [i, sigma] of sigmas.entries()) {
    const step = (epsilon * sigma ** 2) / last ** 2;
    for (let t = 0; t < T; t++) {
      const [s, z] = [score(x, sigma), draw(i, t)];
      x = x.map((v, j) => v + step * (s[j] as number) + Math.sqrt(2 * step) * (z[j] as number));
    }
  }
  const s = score(x, last);
  return x.map((v, j) => v + last ** 2 * (s[j] as number));
}

describe.for([edm({ sigmaMin: 0.002 }), ve({ sigmaMin: 0.002 })])('on $name', (schedule) => {
  // the grid starts above the levels, as its first time is not visited
  const levels = [2, ...sigmas].map((sigma) => schedule.timeOf(-Math.log(sigma)));
  const run = async (times: readonly number[], size: number): Promise<F> => {
    const solver = annealedLangevin({ size, repeats: T });
    const diffusion = reverse(problem.denoiser(schedule));
    return (await sample(diffusion, { solver, grid: gridOf(times), start, noise })).x;
  };
  /** 70 steps of a few roundings of numbers below 4, that contract: far below 1e-12. */
  const expectSame = (x: F, y: F): void => {
    for (const [i, v] of x.entries()) expect(Math.abs(v - (y[i] as number))).toBeLessThan(1e-12);
  };

  test('it is Algorithm 1 of NCSN, with size = epsilon / sigma_L^2', async () => {
    const epsilon = 2e-5;
    expectSame(await run(levels, epsilon / last ** 2), ncsn(epsilon));
  });

  test('it is Algorithm 1 of NCSNv2, with size = 2 epsilon / sigma_L^2 and a closing step to the data', async () => {
    const epsilon = 6.2e-6;
    expectSame(await run([...levels, 0], (2 * epsilon) / last ** 2), ncsn2(epsilon));
  });
});
