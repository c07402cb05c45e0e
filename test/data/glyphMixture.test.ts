import { describe, expect, test } from 'vitest';
import { glyphMixture, glyphs } from '../../src/data/index.ts';
import { keyOf } from '../../src/noise/index.ts';

describe('glyph-mixture', () => {
  test('its law is that of the first glyphs of its seed, with noise of the stated deviation', () => {
    const [shapes, sd, count] = [20, 0.05, 50];
    const options = { size: 28, characters: 'letters' } as const;
    const data = glyphMixture({ shapes, sd, seed: 3, ...options });
    const { dimension: D, draw } = glyphs(options);
    const own = draw(keyOf(3), { first: 0, count: shapes });
    expect([data.shape, data.dimension]).toEqual([[28, 28, 1], D]);
    const x = data.draw(keyOf('draw'), { first: 0, count });
    let sum = 0;
    for (let r = 0; r < count; r++) {
      const squares = Array.from({ length: shapes }, (_, k) => {
        let square = 0;
        for (let d = 0; d < D; d++) {
          square += ((x[r * D + d] as number) - (own[k * D + d] as number)) ** 2;
        }
        return square;
      });
      sum += Math.min(...squares);
    }
    // chi square of 39,200 degrees: 4.5 standard errors of sqrt(2 / 39,200), false alarm 7e-6
    const degrees = count * D;
    expect(Math.abs(sum / (degrees * sd ** 2) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / degrees));
    const { mean } = data.exact?.moments() ?? { mean: [] };
    for (const [d, m] of [...mean].entries()) {
      const values = Array.from({ length: shapes }, (_, k) => own[k * D + d] as number);
      // twenty sums of values up to 1 in size, and their division, each rounded at 2^-53
      expect(Math.abs(m - values.reduce((a, b) => a + b, 0) / shapes)).toBeLessThan(50 * 2 ** -53);
    }
  });

  test('what is out of range is named', () => {
    expect(() => glyphMixture({ shapes: 0 })).toThrow(
      'glyph-mixture: shapes must be a positive integer, got 0',
    );
    expect(() => glyphMixture({ shapes: 1e6 })).toThrow(
      'glyph-mixture: shapes must be in [1, 100000]',
    );
    expect(() => glyphMixture({ sd: 0 })).toThrow(
      'glyph-mixture: sd must be a finite number above 0',
    );
    expect(() => glyphMixture({ size: 20 })).toThrow('glyphs: size must be 16 or 28, got 20');
  });
});
