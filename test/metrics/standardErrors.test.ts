import { describe, expect, test } from 'vitest';
import {
  directions,
  energyDistance,
  frechet,
  frechetAtInfinity,
  kid,
  type Measured,
  mmd,
  type Neighbourhoods,
  neighbourhoods,
  sinkhorn,
  slicedWasserstein,
  wasserstein,
} from '../../src/metrics/index.ts';
import { fillNormal, foldIn, keyOf } from '../../src/noise/index.ts';

const n = 192;
const key = keyOf('standard errors');

/** The spread of a distance over runs, against the standard errors it gave itself: empirical / root mean square. */
function calibration(distance: (run: number) => Measured, runs = 200): number {
  const measured = Array.from({ length: runs }, (_, run) => distance(run));
  const mean = measured.reduce((sum, { value }) => sum + value, 0) / runs;
  const spread = measured.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (runs - 1);
  const claimed = measured.reduce((sum, { error }) => sum + error ** 2, 0) / runs;
  return Math.sqrt(spread / claimed);
}

function normals(run: number, name: string, mean: number): Float64Array {
  const out = new Float64Array(2 * n);
  fillNormal(out, 2, foldIn(foldIn(key, run), name), 0);
  return out.map((value, i) => value + (i % 2 === 0 ? mean : 0));
}

const plane = { dimension: 2 };
const energy = (x: Float64Array, y: Float64Array): Measured =>
  energyDistance(x, y, { dimension: 2 });
const sliced = (x: Float64Array, y: Float64Array): Measured =>
  slicedWasserstein(x, y, { dimension: 2, directions: directions(2, 8, key) });

// A standard deviation from 200 runs is off by 1 / sqrt(400) = 5 % (one sigma); the jackknife's own bias is O(1 / G),
// at most 6 %. Four sigma and that bias: 26 %, a false alarm in 16,000.
const room = 0.26;

describe('a standard error is the spread over repetitions', () => {
  test.each([
    ['energy distance', energy],
    ['sliced Wasserstein', sliced],
    ['Wasserstein', (x: Float64Array, y: Float64Array) => wasserstein(x, y, plane)],
    [
      'Wasserstein of order 1',
      (x: Float64Array, y: Float64Array) => wasserstein(x, y, { ...plane, order: 1 }),
    ],
    ['MMD', (x: Float64Array, y: Float64Array) => mmd(x, y, { ...plane, bandwidth: 1 })],
    ['KID', (x: Float64Array, y: Float64Array) => kid(x, y, plane)],
    ['Frechet', (x: Float64Array, y: Float64Array) => frechet(x, y, plane)],
    [
      'Frechet at infinity',
      (x: Float64Array, y: Float64Array) => frechetAtInfinity(x, y, { ...plane, key }),
    ],
  ])('%s of laws that differ', (_, distance) => {
    const ratio = calibration((run) => distance(normals(run, 'x', 0), normals(run, 'y', 0.8)));
    expect(Math.abs(ratio - 1)).toBeLessThan(room);
  });

  test('energy distance of equal laws: too large by sqrt(2) at most, never too small', () => {
    const ratio = calibration((run) => energy(normals(run, 'x', 0), normals(run, 'y', 0)));
    expect(ratio).toBeGreaterThan(Math.SQRT1_2 * (1 - room));
    expect(ratio).toBeLessThan(1 + room);
  });

  test('energy distance of equal laws is 0 on average', () => {
    const runs = 200;
    const measured = Array.from({ length: runs }, (_, run) =>
      energy(normals(run, 'x', 0), normals(run, 'y', 0)),
    );
    const mean = measured.reduce((sum, { value }) => sum + value, 0) / runs;
    const spread = Math.sqrt(measured.reduce((sum, { value }) => sum + value ** 2, 0) / runs);
    // four standard errors of a mean of 200: a false alarm in 16,000
    expect(Math.abs(mean)).toBeLessThan((4 * spread) / Math.sqrt(runs));
  });

  test('Sinkhorn of laws that differ, of fewer runs', () => {
    // 40 runs: a standard deviation is off by 11 % (one sigma); three sigma and the bias of a jackknife of 8 groups, 13 %
    const some = (set: Float64Array): Float64Array => set.subarray(0, 128);
    const ratio = calibration(
      (run) =>
        sinkhorn(some(normals(run, 'x', 0)), some(normals(run, 'y', 0.8)), {
          ...plane,
          regularisation: 2,
        }),
      40,
    );
    expect(Math.abs(ratio - 1)).toBeLessThan(0.46);
  });

  // errors of parts of 24 samples, which have wider balls: shares near 1 are surer than they say
  test.each([
    ['precision', 0.5],
    ['recall', 0.5],
    ['density', 1 - room],
    ['coverage', 1 - room],
  ] as const)('%s: never too small', (name: keyof Neighbourhoods, least: number) => {
    for (const shift of [0, 0.8]) {
      const ratio = calibration(
        (run) => neighbourhoods(normals(run, 'x', 0), normals(run, 'y', shift), plane)[name],
      );
      expect(ratio).toBeGreaterThan(least);
      expect(ratio).toBeLessThan(1 + room);
    }
  });
});
