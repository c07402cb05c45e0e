import { describe, expect, test } from 'vitest';
import { ellipse, ellipses } from '../../src/data/index.ts';
import { keyOf } from '../../src/noise/index.ts';

const key = keyOf('ellipses');
const shapes = Array.from({ length: 200 }, (_, row) => ellipse(key, row));

describe('ellipse', () => {
  test('is 28 x 28 grey values in [-1, 1), dark at the corners', () => {
    for (const image of shapes) {
      expect(image.length).toBe(784);
      for (const value of image) {
        expect(value).toBeGreaterThanOrEqual(-1);
        expect(value).toBeLessThan(1);
      }
      // The centre of a corner's pixel is 8.5 sqrt(2) = 12.0 or more from that of the ellipse, so q >= 12.0 / 9 and
      // d >= 3 (12.0 / 9 - 1) = 1: at most -1 + 2 / (1 + e^2) = -0.76.
      for (const corner of [0, 27, 756, 783]) expect(image[corner]).toBeLessThan(-0.76);
    }
  });

  test('is its key and row alone, and each is another', () => {
    expect(ellipse(key, 7)).toEqual(shapes[7]);
    expect(ellipse(keyOf('other'), 7)).not.toEqual(shapes[7]);
    for (const [i, a] of shapes.entries()) {
      for (const b of shapes.slice(0, i)) {
        const square = a.reduce((sum, value, d) => sum + (value - (b[d] as number)) ** 2, 0);
        // Two of 200 shapes differ by less than 1/50 in each of six shares with probability 20,000 / 25^6 < 1e-4.
        expect(square).toBeGreaterThan(0.01);
      }
    }
  });

  test('its pixel in the middle is as bright as drawn, and its brightness falls outwards', () => {
    for (const image of shapes) {
      const brightest = image.indexOf(Math.max(...image));
      const [x, y] = [brightest % 28, Math.floor(brightest / 28)];
      expect(x).toBeGreaterThanOrEqual(8);
      expect(x).toBeLessThanOrEqual(19);
      for (let i = x; i < 27; i++) {
        const [near, far] = [image[28 * y + i] as number, image[28 * y + i + 1] as number];
        if (i > x) expect(far).toBeLessThanOrEqual(near);
      }
    }
  });
});

describe('the data set', () => {
  const data = ellipses({ shapes: 20, sd: 0.05 });

  test('its samples are shapes with noise of the stated deviation', () => {
    const x = data.draw(keyOf(3), { first: 0, count: 50 });
    const own = Array.from({ length: 20 }, (_, row) => ellipse(keyOf(1), row));
    let square = 0;
    for (let r = 0; r < 50; r++) {
      const from = x.subarray(784 * r, 784 * (r + 1));
      const distances = own.map((image) =>
        image.reduce((sum, value, d) => sum + (value - (from[d] as number)) ** 2, 0),
      );
      square += Math.min(...distances);
    }
    // chi square of 39,200 degrees: 4.5 standard errors of sqrt(2 / 39,200), false alarm 7e-6
    expect(Math.abs(square / (50 * 784 * 0.05 ** 2) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / 39_200));
  });

  test('what is out of range is named', () => {
    expect(() => ellipses({ shapes: 0 })).toThrow('ellipses: shapes must be a positive integer');
    expect(() => ellipses({ shapes: 1e6 })).toThrow('ellipses: shapes must be in [1, 100000]');
    expect(() => ellipses({ sd: 0 })).toThrow('ellipses: sd must be a finite number above 0');
  });
});
