import { describe, expect, test } from 'vitest';
import { knownSolvers } from '../../src/catalogue/index.ts';
import { certify } from '../../src/certify/index.ts';

describe('every solver keeps what it says', () => {
  test.for(knownSolvers.defaults)('$name', async (solver) => {
    const certificates = await certify(solver);
    expect(certificates.length).toBeGreaterThan(0);
    for (const own of certificates) {
      expect(own, `${own.claim}: ${own.declared} declared, ${own.observed} observed`).toMatchObject(
        {
          verdict: 'holds',
        },
      );
    }
  });
});
