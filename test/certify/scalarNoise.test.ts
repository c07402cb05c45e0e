import { describe, expect, test } from 'vitest';
import {
  dri1,
  eulerHeun,
  eulerMaruyama,
  milstein,
  rkmil,
  sriw1,
  stratonovichHeun,
} from '../../solvers/index.ts';
import { gaussHermite } from '../../src/certify/gaussHermite.ts';
import { orderOfExpansion } from '../../src/certify/observedOrder.ts';
import { type StrongProblem, strongOrder } from '../../src/certify/strongOrder.ts';
import { gridOf } from '../../src/grids/index.ts';
import { brownianPath, freshNoise, keyOf } from '../../src/noise/index.ts';
import { kuboOscillator, type SdeProblem } from '../../src/problem/index.ts';
import { driving, solve } from '../../src/sampling/index.ts';
import type { AnySolver } from '../../src/testing/index.ts';

type F = Float64Array;
const kubo = kuboOscillator();

/**
 * Kubo's oscillator, which turns by omega t + sigma w: its solution is known along each path. It turns slowly, so that the error of
 * the noise, sigma^2 sqrt(h / 2) of a method of order 1/2, outweighs that of the turn, omega^2 h / 2, at all steps.
 */
const slow = kuboOscillator({ omega: 0.5, sigma: 1 });
const turning: StrongProblem = {
  name: 'Kubo oscillator',
  sde: slow.sde,
  from: 0,
  to: 1,
  grid: (steps) => gridOf(Array.from({ length: steps + 1 }, (_, i) => i / steps)),
  start: (paths) => Float64Array.from({ length: 2 * paths }, (_, i) => 1 - (i % 2)),
  exact: slow.exact as NonNullable<SdeProblem['exact']>,
};

describe('strong order on noise of one Wiener process', () => {
  test.for(
    (
      [
        [eulerMaruyama(), 0.5],
        [milstein(), 1],
        [rkmil(), 1],
        [sriw1(), 1.5],
        [eulerHeun(), 1],
        [stratonovichHeun(), 1],
      ] as const
    ).map(([solver, order]) => [solver.name, order, solver] as const),
  )('%s: %d', async ([, declared, solver]) => {
    const { verdict, observed } = await strongOrder(solver, declared, { problem: turning });
    expect([verdict, observed]).toEqual(['holds', observed]);
  });
});

/** Where a step of the oscillator over h takes (1, 0) and (0, 1), its increment being W. */
function matrix(solver: AnySolver, h: number, W: number): readonly number[] {
  const w = Float64Array.of(W, W, W, W);
  const draw = (): F => w;
  const noise = { W: draw, H: draw, normal: draw, threePoint: draw, extra: draw };
  const at = { problem: kubo.sde, x: Float64Array.of(1, 0, 0, 1), t: 0, s: h, steps: 1 };
  return [...(solver.step as (of: unknown) => { x: F })({ ...at, noise, past: [] }).x];
}

/**
 * E x^2 after so many steps from (1, 0), without chance. A step is a polynomial in W, so that the expectation of products of its
 * entries is a quadrature.
 */
function secondMoment(solver: AnySolver, steps: number): number {
  const h = 1 / steps;
  const { points, weights } = gaussHermite(8);
  const steppings = points.map((z) => matrix(solver, h, Math.sqrt(h) * z));
  let [xx, xy, yy] = [1, 0, 0];
  for (let step = 0; step < steps; step++) {
    const next = [0, 0, 0] as [number, number, number];
    for (const [k, [a = 0, c = 0, b = 0, d = 0]] of steppings.entries()) {
      const weight = weights[k] as number;
      next[0] += weight * (a * a * xx + 2 * a * b * xy + b * b * yy);
      next[1] += weight * (a * c * xx + (a * d + b * c) * xy + b * d * yy);
      next[2] += weight * (c * c * xx + 2 * c * d * xy + d * d * yy);
    }
    [xx, xy, yy] = next;
  }
  return xx;
}

test.for(
  (
    [
      [eulerMaruyama(), 1],
      [milstein(), 1],
      [dri1(), 2],
    ] as const
  ).map(([solver, order]) => [solver.name, order, solver] as const),
)('the second moment of %s converges with weak order %d', ([, order, solver]) => {
  const { mean: [m = 0] = [], variance: [v = 0] = [] } = kubo.moments?.(1) ?? {};
  const errors = [32, 64, 128, 256].map((steps) => ({
    steps,
    error: Math.abs(secondMoment(solver, steps) - m * m - v),
  }));
  const { interval } = orderOfExpansion(errors);
  expect(interval[0]).toBeLessThan(order + 0.1);
  expect(interval[1]).toBeGreaterThan(order - 0.1);
  expect(interval[1] - interval[0]).toBeLessThan(0.2);
});

describe('one Wiener process drives all elements of a row', () => {
  const rows = { first: 0, count: 50 };
  const noises = {
    fresh: freshNoise(kubo.sde.space, keyOf(3), rows),
    path: brownianPath(kubo.sde.space, keyOf(3), rows, [0, 1]),
  };
  test.for(Object.entries(noises))('of %s noise, which differs from row to row', ([, source]) => {
    const noise = driving(kubo.sde, source).over(0, 0.5, 0);
    for (const draw of [noise.W(), noise.H(), noise.normal(), noise.threePoint()]) {
      for (let row = 0; row < 50; row++) expect(draw[2 * row + 1]).toBe(draw[2 * row]);
    }
    expect(new Set(noise.W()).size).toBe(50);
    expect(noise.W()[0]).toBe(source.over(0, 0.5, 0).W()[0]);
  });

  test('also of additive noise: variables of one equation stay together', async () => {
    const sde = {
      space: kubo.sde.space,
      drift: (x: F) => x.map((v) => -v),
      diffusion: { kind: 'additive', at: () => 1, isShared: true },
    } as const;
    const run = {
      solver: eulerMaruyama(),
      start: new Float64Array(20),
      over: [0, 1],
      seed: 1,
    } as const;
    const { x } = await solve(sde, run);
    for (let row = 0; row < 10; row++) expect(x[2 * row + 1]).toBe(x[2 * row]);
    const apart = { ...sde, diffusion: { ...sde.diffusion, isShared: false } };
    const { x: y } = await solve(apart, run);
    expect(y[1]).not.toBe(y[0]);
  });
});
