import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coloured, cropped, images, resized } from '../../src/data/index.ts';
import { keyOf } from '../../src/noise/index.ts';

const side = fc.integer({ min: 1, max: 12 });
/** An image of any shape with whole values, and another size. */
const pictures = fc.tuple(side, side, fc.constantFrom(1, 3), side, side).chain(([h, w, c, ...to]) =>
  fc.record({
    shape: fc.constant([h, w, c] as const),
    to: fc.constant(to as [number, number]),
    values: fc
      .array(fc.integer({ min: -100, max: 100 }), { minLength: h * w * c, maxLength: h * w * c })
      .map((all) => Float64Array.from(all)),
  }),
);
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('resizing', () => {
  test('down keeps the mean, and neither way leaves the range', () => {
    const check = fc.property(pictures, ({ shape, to, values }) => {
      const out = resized(values, shape, to);
      expect(out.length).toBe(to[0] * to[1] * shape[2]);
      // sums of at most 144 x 12 terms of at most 100 in float64: rounding is below 1e-10
      expect(Math.max(...out)).toBeLessThan(Math.max(...values) + 1e-10);
      expect(Math.min(...out)).toBeGreaterThan(Math.min(...values) - 1e-10);
      if (to[0] > shape[0] || to[1] > shape[1]) return;
      expect(Math.abs(mean(out) - mean(values))).toBeLessThan(1e-10);
    });
    fc.assert(check, { seed: 1 });
  });
  test('down by a whole number is the mean of each block, channel by channel', () => {
    const [h, w, c, k] = [6, 9, 3, 3];
    const values = Float64Array.from({ length: h * w * c }, (_, i) => (i * i) % 97);
    const out = resized(values, [h, w, c], [h / k, w / k]);
    for (let y = 0; y < h / k; y++) {
      for (let x = 0; x < w / k; x++) {
        for (let d = 0; d < c; d++) {
          let sum = 0;
          for (let i = 0; i < k * k; i++) {
            sum += values[((k * y + Math.floor(i / k)) * w + k * x + (i % k)) * c + d] as number;
          }
          expect(out[(y * (w / k) + x) * c + d]).toBeCloseTo(sum / k ** 2, 10);
        }
      }
    }
  });
  test('down by no whole number weighs pixels by how much is covered', () => {
    // 3 to 2: [0, 1.5) covers all of the first and half of the second
    expect(Array.from(resized(Float64Array.of(0, 3, 9), [1, 3, 1], [1, 2]))).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(7, 12),
    ]);
  });
  test('up goes straight from centre to centre, and stays level beyond the last', () => {
    // centres of 8 in 4 lie at .25, .75, 1.25, ...; those of 4 at .5, 1.5, 2.5, 3.5 are worth 0, 1, 2, 3
    const line = [0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3];
    expect(Array.from(resized(Float64Array.of(0, 1, 2, 3), [1, 4, 1], [1, 8]))).toEqual(line);
    expect(Array.from(resized(Float64Array.of(0, 1, 2, 3), [4, 1, 1], [8, 1]))).toEqual(line);
  });
  test('the middle is cut out', () => {
    const wide = Float64Array.from({ length: 2 * 5 }, (_, i) => i);
    expect(Array.from(cropped(wide, [2, 5, 1]))).toEqual([1, 2, 6, 7]);
    const high = Float64Array.from({ length: 4 * 1 * 3 }, (_, i) => i);
    expect(Array.from(cropped(high, [4, 1, 3]))).toEqual([3, 4, 5]);
  });
});

test('grey of colours is their luma, and grey in colours is grey again', () => {
  expect(Array.from(coloured(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), 3, 1))).toEqual([
    0.299, 0.587, 0.114,
  ]);
  const grey = Float64Array.of(-1, 0.25, 1);
  const back = coloured(coloured(grey, 1, 3), 3, 1);
  for (const [i, value] of grey.entries()) expect(back[i]).toBeCloseTo(value, 12);
});

describe('a set of images', () => {
  const [n, shape] = [40, [2, 3, 1] as const];
  const read = (i: number): Float32Array => Float32Array.from({ length: 6 }, (_, k) => 10 * i + k);
  const numbers = Int32Array.from({ length: n }, (_, i) => i % 4);
  const labels = { classes: ['a', 'b', 'c', 'd'], numbers };
  const members = Uint32Array.from({ length: n }, (_, i) => i);
  const source = { name: 'own', about: 'images made here', shape, labels, read };
  const [set, flipping] = [
    images(source, members, { flip: false }),
    images(source, members, { flip: true }),
  ];
  const [key, count] = [keyOf('draw'), 4000];
  const x = set.draw(key, { first: 0, count });

  test('a row depends on the key and its number alone, its label too', () => {
    for (const of of [set, flipping]) {
      const all = of.draw(key, { first: 0, count: 30 });
      expect(of.draw(key, { first: 17, count: 5 })).toEqual(all.slice(17 * 6, 22 * 6));
    }
    const all = set.labels?.draw(key, { first: 0, count });
    expect(set.labels?.draw(key, { first: 17, count: 5 })).toEqual(all?.slice(17, 22));
    for (let r = 0; r < count; r++) expect(all?.[r]).toBe(((x[6 * r] as number) / 10) % 4);
  });
  test('images are drawn whole, each as often', () => {
    const counts = new Float64Array(n);
    for (let r = 0; r < count; r++) {
      const i = (x[6 * r] as number) / 10;
      expect(Array.from(x.subarray(6 * r, 6 * r + 6))).toEqual(Array.from(read(i)));
      counts[i] = (counts[i] ?? 0) + 1;
    }
    // binomial(4000, 1/40): 100 +- 9.9; 5.5 standard deviations, false alarm 2e-6 for forty of them
    for (const times of counts) expect(Math.abs(times - 100)).toBeLessThan(55);
  });
  test('half of the draws are mirrored left to right, and which image is drawn stays', () => {
    const y = flipping.draw(key, { first: 0, count });
    let mirrored = 0;
    for (let r = 0; r < count; r++) {
      const [was, is] = [x, y].map((all) => Array.from(all.subarray(6 * r, 6 * r + 6)));
      const [a, b, c, d, e, f] = was as [number, number, number, number, number, number];
      if ((is as number[])[0] === a) expect(is).toEqual(was);
      else {
        mirrored++;
        expect(is).toEqual([c, b, a, f, e, d]);
      }
    }
    // binomial(4000, 1/2): 2000 +- 32; 4.5 standard deviations, false alarm 7e-6
    expect(Math.abs(mirrored - 2000)).toBeLessThan(143);
  });
});
