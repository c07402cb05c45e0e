import { describe, expect, test } from 'vitest';
import { dri1, milstein, sriw1, stratonovichHeun } from '../../solvers/index.ts';
import {
  type AnySolver,
  localWeakOrder,
  weakOrder,
  weakOrderOfGrowth,
} from '../../src/certify/index.ts';
import { sinhOfBrownianMotion } from '../../src/certify/sinhOfBrownianMotion.ts';
import { stepLaw } from '../../src/certify/stepLaw.ts';

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

test('three-point increments make a step of three values, all others one of as many as the quadrature has', () => {
  const valuesOf = (solver: AnySolver): number =>
    new Set(stepLaw(solver, sinhOfBrownianMotion(1), 0.3, 0.2, 0.3).values).size;
  expect(valuesOf(dri1({ increments: 'three-point' }))).toBe(3);
  expect(valuesOf(dri1())).toBe(20);
  expect(valuesOf(sriw1())).toBe(400);
});
