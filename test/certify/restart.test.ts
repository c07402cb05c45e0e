import { describe, expect, test } from 'vitest';
import {
  ddim,
  ddpm,
  deis,
  dpmpp2m,
  exponentialEulerMaruyama,
  heun,
  ipndm,
  pndm,
  rk4,
  seeds1,
  unip,
  unipc,
} from '../../solvers/index.ts';
import { affineMap } from '../../src/certify/affineMap.ts';
import { data, gaussianDenoiser, lawErrors } from '../../src/certify/gaussianLaw.ts';
import type { AnySolver } from '../../src/certify/index.ts';
import { orderOfExpansion } from '../../src/certify/observedOrder.ts';
import { type Grid, gridOf, restart, rises } from '../../src/grids/index.ts';
import { vp } from '../../src/problem/index.ts';

// On Gaussian data a run is affine in its start and its draws, the rises' among them: its law is followed exactly.
const schedule = vp();
const [restarts, tMin, tMax] = [3, 0.2, 1.5];

/** `steps` of the whole way and half as many of each restart, without the closing step, which leaves x0 and not its law. */
function grid(steps: number): Grid {
  const restartSteps = steps / 2;
  const rule = restart({ restarts, restartSteps, tMin, tMax });
  return gridOf(rule.over(schedule, steps + restarts * (restartSteps + 1)).times.slice(0, -1));
}

test('a rise keeps the law to rounding', async () => {
  for (const [t, s] of [
    [0.01, 0.9],
    [0.3, 0.31],
    [1e-3, 1],
  ] as const) {
    // the solver is not asked
    const errors = await lawErrors(ddim(), gridOf([t, s]));
    expect(Math.max(...errors)).toBeLessThan(1e-13);
  }
});

describe('on a grid of restarts the law becomes exact as fast as the solver promises', () => {
  // deis starts afresh by a DDIM step after each rise, where x0 is not flat: one error of second order
  test.for<{ solver: AnySolver; order: number }>([
    { solver: ddim(), order: 1 },
    { solver: ddpm(), order: 1 },
    { solver: seeds1(), order: 1 },
    { solver: exponentialEulerMaruyama(), order: 1 },
    { solver: dpmpp2m(), order: 2 },
    { solver: unip(), order: 2 },
    { solver: ipndm(), order: 2 },
    { solver: pndm(), order: 2 },
    { solver: deis(), order: 2 },
    { solver: heun(), order: 2 },
    { solver: unipc(), order: 3 },
  ])('$solver.name: order $order', async ({ solver, order }) => {
    const counts = [64, 128, 256, 512];
    const found = [];
    for (const steps of counts) found.push({ steps, law: await lawErrors(solver, grid(steps)) });
    for (const moment of [0, 1] as const) {
      const errors = found.map(({ steps, law }) => ({ steps, error: law[moment] }));
      const { interval } = orderOfExpansion(errors);
      expect(interval[0], JSON.stringify(errors)).toBeGreaterThan(order - 0.5);
    }
  });
});

test('each restart contracts what is wrong with the start by the ratio of the standard deviations at tMin and tMax', async () => {
  // The flow of x / alpha from tMax to tMin is in proportion to its standard deviation; a rise keeps x / alpha.
  const std = (level: number): number => Math.hypot(data.sd, level);
  const { times } = grid(400);
  const rise = times.findIndex((t, i) => t > (times[i - 1] ?? t));
  const low = times[rise - 1] as number;
  const plain = gridOf([...times.slice(0, rise), ...times.slice(times.lastIndexOf(low) + 1)]);
  expect([rises(grid(400)), rises(plain)]).toEqual([true, false]);
  expect(Math.abs(Math.exp(-schedule.logSnr(low)) / tMin - 1)).toBeLessThan(1e-12);
  const denoiser = gaussianDenoiser();
  const [a, b] = [
    await affineMap(rk4(), denoiser, grid(400)),
    await affineMap(rk4(), denoiser, plain),
  ];
  // rk4 with steps of 1/50 of logSnr is right to 1e-7
  expect(Math.abs(a.gain / b.gain / (std(tMin) / std(tMax)) ** restarts - 1)).toBeLessThan(1e-6);
  expect(b.spread).toBe(0);
});
