import { expect, test } from 'vitest';
import { exponentialEulerMaruyama, seeds1 } from '../../solvers/index.ts';
import { affineMap } from '../../src/certify/affineMap.ts';
import { gridOf } from '../../src/grids/index.ts';
import { denoiserOf, type Schedule, vp } from '../../src/problem/index.ts';
import { float64 } from '../../src/space/index.ts';

/** A network that predicts no noise, so that what is left of the reverse SDE is linear and solved exactly. */
const silent = (schedule: Schedule) =>
  denoiserOf({
    space: float64([1]),
    schedule,
    predicts: 'eps',
    output: (x) => new Float64Array(x.length),
  });

// exponential-euler-maruyama holds f and g fixed too, which on this schedule they are
test.for([
  { solver: seeds1(), schedule: vp() },
  { solver: exponentialEulerMaruyama(), schedule: vp({ betaMin: 5, betaMax: 5 }) },
])(
  'the law of $solver.name does not depend on the steps where no noise is predicted',
  async ({ solver, schedule }) => {
    const [one, many] = [
      await affineMap(solver, silent(schedule), gridOf([0.7, 0.2])),
      await affineMap(solver, silent(schedule), gridOf([0.7, 0.65, 0.4, 0.3, 0.2])),
    ];
    // dx = f x dt + g dw backwards: the gain is alpha_s / alpha_t, the variance int g^2 (alpha_s / alpha_u)^2 du
    const gain = schedule.alpha(0.2) / schedule.alpha(0.7);
    const level = (t: number): number => (schedule.sigma(t) / schedule.alpha(t)) ** 2;
    const spread = schedule.alpha(0.2) ** 2 * (level(0.7) - level(0.2));
    for (const found of [one, many]) {
      expect(found.offset).toBe(0);
      // four steps of a few roundings
      expect(Math.abs(found.gain / gain - 1)).toBeLessThan(1e-13);
      expect(Math.abs(found.spread / spread - 1)).toBeLessThan(1e-13);
    }
  },
);
