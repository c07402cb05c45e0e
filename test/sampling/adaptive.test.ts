import { describe, expect, test } from 'vitest';
import { dpmpp2m, eulerMaruyama, heun, rk4, sra1 } from '../../solvers/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import { eightGaussians, gaussian, type Ode, reverse, vp } from '../../src/problem/index.ts';
import { pid } from '../../src/sampling/adaptive/stepSize.ts';
import { pilotGrid, sample, solveAdaptively, ToleranceError } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
const line = float64([1]);

describe('the law under rejection', () => {
  // Data N(.7, 1/4), exact score, from t = 1 to 1e-3. 250 samples of a fixed key: the variance has the standard error
  // .25 sqrt(2 / 250) = .022; five of them, and .02 for what the tolerance leaves, are .13 (a false alarm in 10^6).
  const problem = reverse(gaussian({ mean: [0.7], sd: 0.5 }).denoiser(vp()));
  const [from, to] = [1, 1e-3];
  const count = 500;
  const start = new Float64Array(count);
  fillNormal(start, 1, keyOf('start'), 0);
  const varianceOf = (x: F): number => {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    return x.reduce((a, b) => a + (b - mean) ** 2, 0) / x.length;
  };

  /** Gotta Go Fast (arXiv:2105.14080) as published: Euler-Maruyama in a pair of order 1, noise drawn anew after a rejection. */
  const redrawn = (rtol: number): F => {
    const [atol, exponent, safety] = [0.0078, 0.9, 0.9];
    const g = (t: number): number => problem.diffusion.at(t);
    const drift = (x: number, t: number): number =>
      problem.drift(Float64Array.of(x), t)[0] as number;
    const z = new Float64Array(1);
    return start.map((x0, row) => {
      let [x, last, t, h] = [x0, x0, from, 0.01];
      for (let draw = 0; t > to; draw++) {
        fillNormal(z, 1, foldIn(keyOf('redrawn'), draw), row);
        const w = Math.sqrt(h) * (z[0] as number);
        const s = t - h;
        const one = x - h * drift(x, t) + g(t) * w;
        const two = x - h * drift(one, s) + g(s) * w;
        const both = (one + two) / 2;
        const error =
          Math.abs(both - one) / Math.max(atol, rtol * Math.max(Math.abs(one), Math.abs(last)));
        if (error <= 1) [x, last, t] = [both, one, s];
        h = Math.min(t - to, safety * h * Math.max(error, 1e-10) ** -exponent);
      }
      return x;
    });
  };

  test.for([0.2, 0.05])('noise drawn anew biases it: rtol %s', (rtol) => {
    // formulas measured elsewhere: .47 to .55 in place of .25
    expect(varianceOf(redrawn(rtol)) - 0.25).toBeGreaterThan(0.15);
  });

  test.for([0.2, 0.05])('the path that is kept does not: rtol %s', async (rtol) => {
    const solved = await solveAdaptively(problem, {
      ...{ solver: eulerMaruyama(), start: start.slice(0, 250), over: [from, to], seed: 3 },
      ...{ rtol, atol: 0.0078 },
    });
    // some steps were refused, so that this can fail
    expect(solved.rejected).toBeGreaterThan(100);
    expect(Math.abs(varianceOf(solved.x) - 0.25)).toBeLessThan(0.13);
  });
});

describe('the tolerance', () => {
  const problem = reverse(eightGaussians().denoiser(vp()));
  const start = Float64Array.of(0.4, -1.2, 1.5, 0.3, -0.8, 0.9);
  const over = [1, 1e-3] as const;

  test('what is left of the error falls with it, and steps are spent for it', async () => {
    const solved = async (tolerance: number) => {
      const run = { solver: rk4(), start, over, rtol: tolerance, atol: tolerance, seed: 1 };
      return solveAdaptively(problem, run);
    };
    const [loose, tight, exact] = [await solved(1e-3), await solved(1e-6), await solved(1e-11)];
    const errorOf = ({ x }: { x: F }): number =>
      Math.max(...x.map((v, i) => Math.abs(v - (exact.x[i] as number))));
    // errors of steps add up and grow along the flow: a hundred tolerances at most
    expect(errorOf(loose)).toBeLessThan(1e-1);
    expect(errorOf(tight)).toBeLessThan(1e-4);
    expect(errorOf(tight)).toBeLessThan(errorOf(loose) / 10);
    const steps = ({ times }: { times: readonly F[] }): number =>
      times.reduce((sum, own) => sum + own.length, 0);
    expect(steps(tight)).toBeGreaterThan(2 * steps(loose));
  });

  test('a row does not depend on the others', async () => {
    const run = { solver: sra1(), over, seed: 5 };
    const all = await solveAdaptively(problem, { ...run, start });
    const two = await solveAdaptively(problem, { ...run, start: start.slice(0, 4) });
    expect(two.x).toEqual(all.x.slice(0, 4));
    expect(two.times).toEqual(all.times.slice(0, 2));
  });

  test('one that cannot be met says where and why', async () => {
    const blowsUp: Ode<F> = { space: line, velocity: (x) => x.map((v) => v * v) };
    // dx = x^2 dt from 1 is infinite at t = 1
    const error = await solveAdaptively(blowsUp, {
      ...{ solver: rk4(), start: Float64Array.of(1), over: [0, 2], seed: 1, maxSteps: 2000 },
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ToleranceError);
    expect((error as ToleranceError).t).toBeGreaterThan(0.99);
    expect((error as ToleranceError).t).toBeLessThan(1.01);
    expect(String(error)).toMatch(
      /^ToleranceError: rk4 could not meet its tolerance: .* it stands at t = /,
    );
  });

  test.for([
    ['atol', { atol: 0 }, 'adaptive: atol must be a finite number above 0, got 0'],
    ['atol of another length', { atol: [1, 1, 1] }, 'atol must be one number or 2, got 3'],
    ['rtol', { rtol: -1 }, 'rtol must be a finite number of at least 0'],
    ['steps', { maxSteps: 0 }, 'maxSteps must be a positive integer'],
    ['times', { over: [1, 1] as const }, 'two times that differ'],
    ['safety', { stepSize: { safety: 2 } }, 'safety must be in [0, 1]'],
    ['a solver with a memory', { solver: dpmpp2m() }, 'remembers earlier steps'],
  ] as const)('%s out of range is refused', async ([, options, words]) => {
    const run = { solver: rk4(), start, over, seed: 1, ...options };
    await expect(solveAdaptively(problem, run as never)).rejects.toThrow(words);
  });
});

test('a larger error makes a shorter step, in its order; gains of change damp it', () => {
  const plain = pid(2, { safety: 1, slowest: 0.01, fastest: 100 });
  expect(plain([4])).toBeCloseTo(0.5, 12);
  expect(plain([0.25])).toBeCloseTo(2, 12);
  expect(pid(2)([1e9])).toBe(0.2);
  expect(pid(2)([0])).toBe(5);
  const damped = pid(2, { integral: 0.6, proportional: 0.4, safety: 1 });
  // e0^-(1/2) e1^(1/5)
  expect(damped([0.25, 0.25])).toBeCloseTo(0.25 ** (-0.5 + 0.2), 12);
});

test('a pilot batch lays a grid for all, whose samples are as good as its tolerance', async () => {
  const problem = reverse(eightGaussians().denoiser(vp()));
  const tolerances = { rtol: 1e-3, atol: 1e-3 };
  const grid = await pilotGrid(problem, { solver: heun(), ...tolerances });
  const again = await pilotGrid(problem, { solver: heun(), ...tolerances });
  expect(again.times).toEqual(grid.times);
  expect([grid.times[0], grid.times.at(-1)]).toEqual([1, 0]);
  const end = async (run: object): Promise<F> =>
    (await sample(problem, { samples: 32, seed: 2, solver: heun(), ...run })).x;
  const fine = await pilotGrid(problem, { solver: heun(), rtol: 1e-6, atol: 1e-6 });
  const [coarse, exact] = [await end({ grid }), await end({ grid: fine })];
  const rms = Math.sqrt(
    coarse.reduce((sum, v, i) => sum + (v - (exact[i] as number)) ** 2, 0) / coarse.length,
  );
  expect(rms).toBeLessThan(0.05);
});
