import { describe, expect, test } from 'vitest';
import { certifiedSolvers } from '../../src/catalogue/index.ts';
import { certify } from '../../src/certify/index.ts';

/** For all solvers together, on two cores. */
const mostSeconds = 180;

describe('every solver keeps what it says, on more paths and more steps', () => {
  let seconds = 0;

  test.for(certifiedSolvers)('$name', async (solver) => {
    const { user, system } = process.cpuUsage();
    const certificates = await certify(solver, { full: true });
    const used = process.cpuUsage({ user, system });
    seconds += (used.user + used.system) / 1e6;
    expect(certificates.length).toBeGreaterThan(0);
    for (const own of certificates) {
      const { claim, declared, observed } = own;
      expect(own, `${claim}: ${declared} declared, ${observed} observed`).toMatchObject({
        verdict: 'holds',
      });
    }
  });

  test(`takes less than ${mostSeconds} seconds of the processor in total`, () => {
    console.log(`${certifiedSolvers.length} solvers: ${seconds.toFixed(0)} s`);
    expect(seconds).toBeLessThan(mostSeconds);
  });
});
