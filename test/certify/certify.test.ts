import { describe, expect, test } from 'vitest';
import { dri1 } from '../../solvers/index.ts';
import { knownSolvers } from '../../src/catalogue/index.ts';
import { certify } from '../../src/certify/index.ts';

/** Those whose options change what their promises rest on. */
const others = [dri1({ increments: 'three-point' })];

describe('every solver keeps what it says', () => {
  test.for([...knownSolvers.defaults, ...others])('$name $options', async (solver) => {
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
