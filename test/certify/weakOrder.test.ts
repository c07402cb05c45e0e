import { describe, expect, test } from 'vitest';
import { dri1, milstein, sriw1, stratonovichHeun } from '../../solvers/index.ts';
import { localWeakOrder, weakOrder, weakOrderOfGrowth } from '../../src/certify/index.ts';

describe('weak orders on noise that depends on the state', () => {
  test('sriw1 has 1.5: growth alone does not tell it from 2, nonlinear noise does', () => {
    expect(weakOrderOfGrowth(sriw1(), 2).verdict).toBe('holds');
    expect(localWeakOrder(sriw1(), 2).verdict).toBe('fails');
    expect(localWeakOrder(sriw1(), 1.5).verdict).toBe('holds');
  });

  test('stratonovich-heun has 1, and 2 on Gaussian data, whose noise is additive', async () => {
    expect(weakOrderOfGrowth(stratonovichHeun(), 1).verdict).toBe('holds');
    expect(localWeakOrder(stratonovichHeun(), 1).verdict).toBe('holds');
    expect((await weakOrder(stratonovichHeun(), 2)).verdict).toBe('holds');
  });

  test.for([weakOrderOfGrowth, localWeakOrder])(
    'declaring too much or too little is seen',
    (certificate) => {
      expect(certificate(milstein(), 2).verdict).toBe('fails');
      expect(certificate(dri1(), 1).verdict).toBe('exceeds');
    },
  );
});
