import { erf } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { meanAndVariance } from '../../src/metrics/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { bitsPerDimension, dequantised, isQuantised } from '../../src/probabilityFlow/index.ts';
import { gaussian } from '../../src/problem/index.ts';

const bytes = Float64Array.from({ length: 256 }, (_, k) => (2 * k) / 255 - 1);
const key = keyOf('dequantise');

describe('dequantised data', () => {
  test('lie in the interval around their level, uniformly', () => {
    const n = 40_000;
    const x = Float64Array.from({ length: n }, (_, i) => bytes[i % 256] as number);
    const off = dequantised(x, 4, key).map((value, i) => (value - (x[i] as number)) * (255 / 2));
    expect(Math.max(...off)).toBeLessThan(0.5);
    expect(Math.min(...off)).toBeGreaterThan(-0.5);
    const { mean, variance } = meanAndVariance(off);
    // beyond 4 standard errors once in 16,000
    expect(Math.abs(mean.value)).toBeLessThan(4 * mean.error);
    expect(Math.abs(variance.value - 1 / 12)).toBeLessThan(4 * variance.error);
  });

  test('of a row do not depend on the others', () => {
    const whole = dequantised(bytes, 8, key);
    expect(dequantised(bytes.subarray(64, 96), 8, key, {}, 8)).toEqual(whole.subarray(64, 96));
  });

  test('bound the likelihood of their levels, whose probabilities are at most 1', async () => {
    // P(k) of a Gaussian in closed form; bits of it against those of the dequantised density
    const [m, sd, levels] = [0.2, 0.15, 16];
    const quantisation = { levels, range: [-1, 1] as const };
    const spacing = 2 / 15;
    const below = (x: number): number => (1 + erf((x - m) / (sd * Math.SQRT2))) / 2;
    const problem = gaussian({ mean: [m], sd });
    const [draws, level] = [20_000, 9];
    const x = 2 * (level / 15) - 1;
    const probability = below(x + spacing / 2) - below(x - spacing / 2);
    const noisy = dequantised(new Float64Array(draws).fill(x), 1, key, quantisation);
    const bits = problem.logDensity(noisy).map((l) => bitsPerDimension(l, 1, quantisation));
    const { value, error } = meanAndVariance(bits).mean;
    const exact = -Math.log2(probability);
    // E_u ln p is a quadratic of the place: (x - m)^2 + spacing^2 / 12 in place of (x - m)^2
    const nats =
      Math.log(spacing) -
      Math.log(2 * Math.PI * sd ** 2) / 2 -
      ((x - m) ** 2 + spacing ** 2 / 12) / (2 * sd ** 2);
    expect(Math.abs(value - -nats / Math.LN2)).toBeLessThan(4 * error);
    expect(-nats / Math.LN2).toBeGreaterThan(exact);
    expect(-nats / Math.LN2).toBeLessThan(exact + 0.05);
  });
});

describe('bits per dimension', () => {
  test('a uniform density over the cube of all levels has eight bits, and of 16 levels four', () => {
    // between -1 - 1/255 and 1 + 1/255: 256 intervals of 2 / 255
    const eight = -784 * Math.log((256 * 2) / 255);
    expect(bitsPerDimension(eight, 784, {})).toBeCloseTo(8, 12);
    expect(bitsPerDimension(eight, 784)).toBeCloseTo(8 - Math.log2(255 / 2), 12);
    const four = -3 * Math.log(16);
    expect(bitsPerDimension(four, 3, { levels: 16, range: [0, 15] })).toBeCloseTo(4, 12);
  });

  test('of nats is a change of unit', () => {
    expect(bitsPerDimension(-2 * Math.LN2, 2)).toBe(1);
  });
});

test('values of bytes are told from others, in float32 too', () => {
  expect(isQuantised(bytes)).toBe(true);
  expect(isQuantised(Float32Array.from(bytes))).toBe(true);
  expect(isQuantised(Float64Array.of(0))).toBe(false);
  expect(isQuantised(Float64Array.of(1 + 2 / 255))).toBe(false);
  expect(isQuantised(Float64Array.of(0, 1), { levels: 2, range: [0, 1] })).toBe(true);
});

test.each([
  [{ levels: 1 }, 'quantisation: levels must be an integer of at least 2, got 1'],
  [{ range: [1, -1] as const }, 'quantisation: range must rise, got 1 and -1'],
])('%j is refused', (quantisation, message) => {
  expect(() => bitsPerDimension(0, 1, quantisation)).toThrow(message);
});
