import { describe, expect, test } from 'vitest';
import {
  ddim,
  ddpm,
  dpmpp2m,
  eulerMaruyama,
  rk45,
  sdeDpmpp2m,
  unipc,
} from '../../solvers/index.ts';
import { certifiedSolvers, knownSolvers } from '../../src/catalogue/index.ts';
import { lawErrors } from '../../src/certify/gaussianLaw.ts';
import { flowOrder, weakOrder } from '../../src/certify/index.ts';
import { type Grid, gridOf } from '../../src/grids/index.ts';
import {
  ddpm as ddpmSchedule,
  flow,
  gaussianMixture,
  type Schedule,
} from '../../src/problem/index.ts';

const schedule = flow();
/** Equal steps in t. */
const even = (steps: number, from: number, to: number): Grid =>
  gridOf(
    Array.from({ length: steps + 1 }, (_, i) =>
      i === steps ? to : from + (i / steps) * (to - from),
    ),
  );
const lopsided = gaussianMixture({
  means: [
    [-1.1, 0.3],
    [0.8, 0.9],
    [0.4, -1.2],
  ],
  sd: [0.5, 0.4, 0.6],
  weights: [2, 3, 1],
}).denoiser(schedule);

// annealed Langevin keeps its bias at every number of steps
const ordered = certifiedSolvers.filter(({ order }) => Object.keys(order).length > 0);

describe.for([schedule, ddpmSchedule({ betas: 'cosine', steps: 4000, zeroTerminalSnr: true })])(
  'from pure noise on $name',
  (own: Schedule) => {
    test.for(ordered)('$name reaches the law of Gaussian data', async (solver) => {
      // Mean and variance, exactly: see affineMap. The starts have them exactly, too.
      const errorAt = async (steps: number): Promise<number> =>
        Math.max(
          ...(await lawErrors(solver, even(steps, 1, 0.25), { schedule: own, share: () => 0 })),
        );
      const [few, many] = [await errorAt(25), await errorAt(400)];
      // 16 times the steps: of order 1, with a logarithm of the first steps, whose lengths in logSnr do not shrink
      // methods that step in t alone see the kinks of a discrete schedule, of which a step holds many or few as it happens
      const seesKinks = own.trainingSteps !== undefined && !solver.solves.startsWith('reverse');
      if (!seesKinks) expect(many).toBeLessThan(Math.max(few / 8, 1e-12));
      expect(many).toBeLessThan(0.02);
    });
  },
);

describe('orders on flow', () => {
  const named = (name: string) => {
    const found = knownSolvers.defaults.find((solver) => solver.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  test.for(['euler', 'heun', 'midpoint', 'rk4', 'rk45'])(
    '%s has its order in t from pure noise on the velocity',
    async (name) => {
      const solver = named(name);
      const options = { denoiser: lopsided, name: 'flow', grid: even, steps: 16 };
      const certificate = await flowOrder(solver, solver.order.ode as number, options);
      expect(certificate.verdict, JSON.stringify(certificate)).not.toBe('fails');
    },
  );

  test.for([ddim(), dpmpp2m(), unipc(), rk45()])(
    '$name has its order on even steps of logSnr',
    async (solver) => {
      const [from] = schedule.range.sample;
      const options = { denoiser: lopsided, name: 'flow', from };
      const certificate = await flowOrder(solver, solver.order.ode as number, options);
      expect(certificate.verdict, JSON.stringify(certificate)).not.toBe('fails');
    },
  );

  test.for([ddpm(), sdeDpmpp2m(), eulerMaruyama()])(
    '$name has its weak order on even steps of logSnr',
    async (solver) => {
      const certificate = await weakOrder(solver, solver.order.weak as number, { schedule });
      expect(certificate.verdict, JSON.stringify(certificate)).not.toBe('fails');
    },
  );
});
