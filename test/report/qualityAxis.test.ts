import { expect, test } from 'vitest';
import { qualityAxis } from '../../src/report/qualityAxis.ts';

const points = [0.02, 0.3, 4].map((value) => ({ value, low: value - 0.01, high: value + 0.01 }));

test('the logarithmic axis of quality is linear within two standard errors of the floor, and has room below 0', () => {
  const { least, options } = qualityAxis(points, { value: 0.01, error: 0.05 }, 'logarithmic');
  expect(options).toMatchObject({ type: 'symlog', constant: 0.1, domain: [-0.1, 5.2] });
  expect(options.ticks).toEqual([0, 0.1, 1]);
  expect(least).toBe(-0.1);
});

test('a floor well above 0 leaves no room below it, and no floor makes the axis a plain logarithm', () => {
  const above = qualityAxis(points, { value: 0.2, error: 0.05 }, 'logarithmic');
  expect(above.options.domain).toEqual([0, 5.2]);
  const { options } = qualityAxis(points, undefined, 'logarithmic');
  expect(options).toMatchObject({ type: 'log', domain: [0.02 / 1.3, 5.2] });
});

test('the linear axis begins as the logarithmic one does', () => {
  const { options } = qualityAxis(points, { value: 0.01, error: 0.05 }, 'linear');
  expect(options.domain).toEqual([-0.1, 4.2]);
});
