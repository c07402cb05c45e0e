import { expect, test } from 'vitest';
import { directions, energyDistance, slicedWasserstein } from '../../src/metrics/index.ts';
import golden from '../goldens/metrics.json' with { type: 'json' };

// The file holds 13 digits of values below 1: 1e-9 is ours and theirs to rounding, with room for cancellation.
const digits = 9;
const flat = (rows: readonly number[][], dimension: number): Float64Array =>
  Float64Array.from(rows.flatMap((row) => row.slice(0, dimension)));

test.each([
  [2, golden.values.energy_2d_U],
  [3, golden.values.energy_3d_U],
])('energy distance in %i dimensions is the U-statistic of the peers', (dimension, expected) => {
  const { value } = energyDistance(flat(golden.a, dimension), flat(golden.b, dimension), {
    dimension,
  });
  expect(value).toBeCloseTo(expected, digits);
});

test('directions in the plane are those of the peers', () => {
  const ours = directions(2, golden.directions_2d.length, [0, 0]);
  for (const [i, value] of golden.directions_2d.flat().entries()) {
    expect(ours[i]).toBeCloseTo(value, 12);
  }
});

test('sliced Wasserstein on given directions is that of POT', () => {
  const { value } = slicedWasserstein(flat(golden.a.slice(0, 30), 2), flat(golden.b, 2), {
    dimension: 2,
    directions: Float64Array.from(golden.directions_2d.flat()),
  });
  expect(value).toBeCloseTo(golden.values.sliced_w2_2d_first30, digits);
});
