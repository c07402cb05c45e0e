import { describe, expect, test } from 'vitest';
import { type Dataset, datasets, heldOutPoints, points } from '../../src/data/index.ts';
import { keyOf } from '../../src/noise/index.ts';

const n = 20_000;

describe.for(datasets.map((make) => make()))('$name', (data) => {
  const D = data.dimension;
  const x = data.draw(keyOf('data'), { first: 0, count: D > 2 ? 1000 : n });
  const rows = x.length / D;

  test('a row depends on the key and its index alone', () => {
    const part = data.draw(keyOf('data'), { first: 17, count: 5 });
    expect(part).toEqual(x.slice(17 * D, 22 * D));
    expect(data.draw(keyOf('other'), { first: 0, count: 5 })).not.toEqual(x.slice(0, 5 * D));
  });

  // images are grey values in [-1, 1]; Gaussians have settings of their own
  test.skipIf(D > 2 || data.name === 'gaussian')(
    'has zero mean and unit variance on average over coordinates',
    () => {
      // Two coordinates of mean variance 1, bounded by 3: |x|^2/2 has a standard deviation below 1.5. 4.5 standard errors
      // of the means (variance of a coordinate below 2) and of the mean square: false alarm 2e-5 for three checks.
      let [a, b, square] = [0, 0, 0];
      for (let i = 0; i < x.length; i += 2) {
        const [u, v] = [x[i] as number, x[i + 1] as number];
        a += u;
        b += v;
        square += (u * u + v * v) / 2;
      }
      expect(Math.abs(a / rows)).toBeLessThan(4.5 * Math.sqrt(2 / rows));
      expect(Math.abs(b / rows)).toBeLessThan(4.5 * Math.sqrt(2 / rows));
      expect(Math.abs(square / rows - 1)).toBeLessThan((4.5 * 1.5) / Math.sqrt(rows));
    },
  );

  test('says what it is', () => {
    expect(data.about).toMatch(/^[a-z].{10,}/);
    expect(data.name).toMatch(/^[a-z-]+$/);
  });
});

describe('points of the user', () => {
  const own = points('own.csv', Float64Array.of(1, 2, 3, 4, 5, 6), 2);
  test('are drawn whole, by key, each as often', () => {
    const x = own.draw(keyOf(1), { first: 0, count: 3000 });
    const counts = [0, 0, 0];
    for (let i = 0; i < x.length; i += 2) {
      expect(x[i + 1]).toBe((x[i] as number) + 1);
      const k = ((x[i] as number) - 1) / 2;
      counts[k] = (counts[k] ?? 0) + 1;
    }
    // binomial of 1/3: 4.5 standard errors, false alarm 2e-5
    for (const count of counts)
      expect(Math.abs(count - 1000)).toBeLessThan(4.5 * Math.sqrt(3000 * (2 / 9)));
  });
  test('what is no set is named', () => {
    expect(() => points('own', new Float64Array(5), 2)).toThrow(
      'own: expected whole samples of 2 values, got 5',
    );
    expect(() => points('own', Float64Array.of(1, Number.NaN), 1)).toThrow('got NaN in sample 1');
  });
});

test('samples of a file that are held out are never trained on; few samples are all used', () => {
  const n = 1000;
  const values = Float64Array.from({ length: 2 * n }, (_, i) => i);
  const { train, heldOut } = heldOutPoints('file', values, 2, keyOf('held out'));
  const seen = (set: Dataset): Set<number> =>
    new Set(set.draw(keyOf('draw'), { first: 0, count: 20_000 }).filter((_, i) => i % 2 === 0));
  const [inTrain, inHeldOut] = [seen(train), seen(heldOut)];
  for (const value of inHeldOut) expect(inTrain.has(value)).toBe(false);
  // a sample of the larger part is missed by 20,000 draws with probability e^-22
  expect(inTrain.size + inHeldOut.size).toBe(n);
  // binomial: 100 +- 4.5 standard deviations of 9.5
  expect(Math.abs(inHeldOut.size - n / 10)).toBeLessThan(43);
  const few = heldOutPoints('file', values.slice(0, 38), 2, keyOf('held out'));
  expect(few.heldOut).toBe(few.train);
});
