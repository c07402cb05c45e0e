import { describe, expect, test } from 'vitest';
import { certifiedSolvers, knownSolvers } from '../../src/catalogue/index.ts';
import { certify } from '../../src/certify/index.ts';

describe('every solver keeps what it says, under every setting that changes its formula', () => {
  test.for(certifiedSolvers)('$name', async (solver) => {
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

test('every option of every solver is certified with another value than its default; no setting twice', () => {
  for (const usual of knownSolvers.defaults) {
    const own = certifiedSolvers.filter(({ name }) => name.split('(')[0] === usual.name);
    for (const [option, value] of Object.entries(usual.options)) {
      const others = own.map(({ options }) => options[option]).filter((other) => other !== value);
      expect(others.length, `${usual.name}: ${option}`).toBeGreaterThan(0);
    }
  }
  const names = certifiedSolvers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
