import { describe, expect, test } from 'vitest';
import { dpmpp2s, dpmSolver2, dpmSolver3, edm } from '../../solvers/index.ts';
import { knownSolvers } from '../../src/catalogue/index.ts';
import { type AnySolver, certify } from '../../src/certify/index.ts';

const chosen: readonly AnySolver[] = [
  edm({ churn: 5 }),
  edm({ churn: 10, sMin: 0.05, sMax: 50 }),
  edm({ churn: 10, noise: 1.003 }),
  edm({ churn: 10, noise: 0.99 }),
  dpmSolver2({ r: 1 }),
  dpmSolver2({ r: 0.3 }),
  dpmpp2s({ r: 1 }),
  dpmpp2s({ r: 0.3 }),
  dpmSolver3({ r1: 0.9 }),
  dpmSolver3({ r2: 1 }),
];

describe('what solvers say of themselves depends on their options', () => {
  test.for(chosen.map((solver) => [knownSolvers.label(solver), solver] as const))(
    '%s',
    async ([, solver]) => {
      const certificates = await certify(solver);
      expect(certificates.length).toBeGreaterThan(0);
      for (const own of certificates) expect(own).toMatchObject({ verdict: 'holds' });
    },
  );
});
