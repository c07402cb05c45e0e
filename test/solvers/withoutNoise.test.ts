import { expect, test } from 'vitest';
import { dormandPrince } from '../../solvers/dormandPrince.ts';
import { dri1, euler, eulerHeun, heun, rk45, stratonovichHeun } from '../../solvers/index.ts';
import { rungeKutta } from '../../solvers/rungeKutta.ts';
import type { ItoSde, Ode } from '../../src/problem/index.ts';
import { solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
const space = float64([1]);
const change = (x: F, t: number): F => x.map((v) => Math.sin(2 * v) + t * v - 0.3);
const ode: Ode<F> = { space, velocity: change };
const quiet: ItoSde<F> = {
  space,
  drift: change,
  diffusion: {
    kind: 'diagonal',
    at: (x) => x.map(() => 0),
    correction: (x) => x.map(() => 0),
  },
};
const start = Float64Array.of(-0.7, 0.2, 1.3);
/** Kutta (1901). */
const order3 = {
  ...heun(),
  step: rungeKutta({
    kind: 'ode',
    A: [[], [1 / 2], [-1, 2]],
    b: [1 / 6, 2 / 3, 1 / 6],
    c: [0, 1 / 2, 1],
  }),
};

// ten steps of some roundings of numbers below 2
test.for([
  ['euler-heun is euler', eulerHeun(), euler()],
  ['stratonovich-heun is heun', stratonovichHeun(), heun()],
  ["dri1 is Kutta's method of order 3", dri1(), order3],
] as const)('without noise %s', async ([, stochastic, plain]) => {
  for (const over of [
    [0, 1],
    [1, 0],
  ] as const) {
    const run = { start, over, steps: 10 };
    const a = (await solve(quiet, { ...run, solver: stochastic, seed: 1 })).x;
    const b = (await solve(ode, { ...run, solver: plain })).x;
    for (const [i, v] of a.entries()) expect(v).toBeCloseTo(b[i] as number, 13);
  }
});

test('the error of rk45 is its distance from the solution of order 4', () => {
  const at = { problem: ode, x: start, t: 0.2, s: 0.5, steps: 1, left: 0 };
  const { x, error } = rk45().step(at);
  const { bHat = [], ...plain } = dormandPrince;
  const { x: lower } = rungeKutta({ ...plain, b: bHat })(at);
  for (const [i, v] of x.entries()) {
    expect(error?.[i]).toBeCloseTo(v - (lower[i] as number), 14);
    expect(error?.[i]).not.toBe(0);
  }
});
