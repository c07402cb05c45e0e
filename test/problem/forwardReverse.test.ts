import { describe, expect, test } from 'vitest';
import { eulerMaruyama, rk4, sra1 } from '../../solvers/index.ts';
import { uniformLogSnr } from '../../src/grids/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';
import {
  forward,
  gaussian,
  levelAt,
  reverse,
  type Schedule,
  schedules,
} from '../../src/problem/index.ts';
import { sample, solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

const n = 4000;
const line = float64([1]);
const normals = (purpose: string): Float64Array => {
  const z = new Float64Array(n);
  fillNormal(z, 1, foldIn(keyOf(12), purpose), 0);
  return z;
};

/** |observed - wanted| in standard errors, of mean and of variance of n normals. */
function deviations(x: Float64Array, mean: number, variance: number): readonly number[] {
  const observed = x.reduce((a, b) => a + b, 0) / n;
  const spread = x.reduce((sum, v) => sum + (v - observed) ** 2, 0) / (n - 1);
  return [(observed - mean) / Math.sqrt(variance / n), (spread / variance - 1) / Math.sqrt(2 / n)];
}

// 4.5 standard errors: false alarm 7e-6 each, below 5e-4 for all of this file. A bias of the solvers is below a tenth of a
// standard error at the step counts used.
const far = 4.5;
const kinds = schedules.map((make) => make());

describe.for(kinds)('on schedule $name', (schedule: Schedule) => {
  const [last] = schedule.range.sample;
  const start = normals('x0').map((z) => 0.4 + 0.3 * z);
  const process = forward(schedule, line);

  test('simulated paths have the marginals alpha and sigma say', async () => {
    // f and g vary over decades in t for some schedules: equal steps of logSnr, upwards, from a little above t = 0
    const times = uniformLogSnr().over(schedule, 600).times.slice(0, -1).reverse();
    const from = times[0] as number;
    const at = process.marginal(start, from, normals('z'));
    const { x } = await solve(process, {
      solver: sra1(),
      start: at,
      over: { name: 'up', times },
      seed: 12,
    });
    const { alpha, sigma } = levelAt(schedule, last);
    for (const d of deviations(x, 0.4 * alpha, (0.3 * alpha) ** 2 + sigma ** 2)) {
      expect(Math.abs(d)).toBeLessThan(far);
    }
  });

  test('marginal and transition draws have them too', () => {
    const [s, t] = [schedule.timeOf(1), schedule.timeOf(-1)];
    const direct = process.marginal(start, t, normals('z'));
    const twice = process.transition(process.marginal(start, s, normals('z')), s, t, normals('w'));
    const { alpha, sigma } = levelAt(schedule, t);
    for (const x of [direct, twice]) {
      for (const d of deviations(x, 0.4 * alpha, (0.3 * alpha) ** 2 + sigma ** 2)) {
        expect(Math.abs(d)).toBeLessThan(far);
      }
    }
  });

  test('reverse SDE and probability flow carry the same marginals back', async () => {
    const problem = gaussian({ mean: [0.4], sd: 0.3 });
    const { alpha, sigma } = levelAt(schedule, last);
    const noisy = normals('end').map((z) => 0.4 * alpha + Math.hypot(0.3 * alpha, sigma) * z);
    for (const solver of [eulerMaruyama(), rk4()]) {
      const steps = solver.isStochastic ? 500 : 60;
      const seen: Float64Array[] = [];
      const middle = Math.floor(steps / 2);
      const { grid, x } = await sample(reverse(problem.denoiser(schedule)), {
        solver,
        steps,
        start: noisy,
        seed: 13,
        onStep: (state) => {
          if (state.step === middle) seen.push(state.x.slice());
        },
      });
      const between = levelAt(schedule, grid.times[middle] as number);
      const variance = (0.3 * between.alpha) ** 2 + between.sigma ** 2;
      for (const d of [
        ...deviations(seen[0] ?? x, 0.4 * between.alpha, variance),
        ...deviations(x, 0.4, 0.09),
      ]) {
        expect(Math.abs(d)).toBeLessThan(far);
      }
    }
  });
});
