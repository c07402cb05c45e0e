import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eulerMaruyama } from '../../solvers/index.ts';
import { rms } from '../../src/certify/distance.ts';
import { uniform } from '../../src/grids/index.ts';
import {
  brownianPath,
  foldIn,
  freshNoise,
  keyOf,
  type NoiseSource,
} from '../../src/noise/index.ts';
import { gaussianMixture, reverse, vp } from '../../src/problem/index.ts';
import { type SampleOptions, sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
const key = keyOf('brownian path');
const plane = float64([2]);
const few = { first: 3, count: 2 };
const unit = 2 ** -53;

/** Ranges of either sign and any scale, with up to five knots inside. */
const ranges = fc
  .tuple(
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.integer({ min: -20, max: 20 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
  )
  .map(([from, e, shares]) => [0, 1, ...shares].map((share) => (from + share) * 2 ** e));

/** Ascending times inside a range, apart by at least a ten-thousandth of it; grid times among them. */
const within = (times: readonly number[], n: number): fc.Arbitrary<number[]> => {
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const share = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }).map((p) => from + p * (to - from)),
    fc.integer({ min: 0, max: 64 }).map((i) => from + (i / 64) * (to - from)),
    fc.constantFrom(...times),
  );
  return fc
    .array(share, { minLength: n, maxLength: n })
    .map((all) => all.sort((a, b) => a - b))
    .filter((all) =>
      all.every((t, i) => i === 0 || t - (all[i - 1] as number) > 1e-4 * (to - from)),
    );
};

const apart = (a: F, b: F): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] as number))), 0);

describe('one path, whatever is asked of it', () => {
  test('W and H of two adjoining intervals are those of the whole', () => {
    // In units of roundoff and sqrt(h), |W| <= 6 at the few numbers seen: a split is off by less than 20 |W|, of which the
    // levels below, halving in h, make less than 4; four levels of knots as much each: below 1,000. At most 110 terms
    // summed add 6 each: 660. H has two of these sums. Times that are rounded by 32 roundoffs of the largest shift
    // either share by 64 roundoffs M / h, thus both by 6 times that.
    const given = ranges.chain((times) => fc.tuple(fc.constant(times), within(times, 3)));
    fc.assert(
      fc.property(given, ([times, cuts]) => {
        const [a, b, c] = cuts as [number, number, number];
        const path = brownianPath(plane, key, few, times);
        const [l, r, all] = [path.over(a, b, 0), path.over(b, c, 0), path.over(a, c, 0)];
        const [p, q] = [(b - a) / (c - a), (c - b) / (c - a)];
        const most = Math.max(...times.map(Math.abs));
        const scale = unit * Math.sqrt(c - a);
        const W = plane.combine([1, l.W()], [1, r.W()]);
        expect(apart(W, all.W())).toBeLessThan(1660 * scale);
        const H = plane.combine([p, l.H()], [q, r.H()], [q / 2, l.W()], [-p / 2, r.W()]);
        expect(apart(H, all.H())).toBeLessThan((3320 + (384 * most) / (c - a)) * scale);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('bit for bit the same in any order, from a fresh object, H before W, knots in any order and given twice', () => {
    const given = ranges.chain((times) => {
      const interval = within(times, 2).chain(([a, b]) => fc.constantFrom([a, b], [b, a]));
      return fc.tuple(fc.constant(times), fc.array(interval, { minLength: 1, maxLength: 8 }));
    });
    fc.assert(
      fc.property(given, ([times, intervals]) => {
        const used = brownianPath(plane, key, few, times);
        for (const [t, s] of intervals as [number, number][]) {
          const noise = used.over(t, s, 0);
          const asked = [noise.H(), noise.W(), noise.normal(), noise.extra(2)];
          const mixed = [...times, ...times].reverse();
          const fresh = (): ReturnType<NoiseSource<F>['over']> =>
            brownianPath(plane, key, few, mixed).over(t, s, 9);
          expect(asked).toEqual([fresh().H(), fresh().W(), fresh().normal(), fresh().extra(2)]);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('recorded: the numbers of a key change only with a major version', () => {
    const noise = brownianPath(plane, keyOf(7), few, [0, 0.3, 1]).over(0.2, 0.65, 0);
    expect([noise.W(), noise.H(), noise.extra(0)].map((x) => [...x])).toMatchInlineSnapshot(`
      [
        [
          -0.46707697196214093,
          -0.3485827082631249,
          0.1281023346675342,
          0.9905458513929002,
        ],
        [
          -0.027194281777109863,
          0.2514181486170887,
          0.001882337501771504,
          0.1479096774841177,
        ],
        [
          -0.11154831945896149,
          1.0628770589828491,
          2.0391292572021484,
          1.1106197834014893,
        ],
      ]
    `);
  });

  test('rows are those of the whole draw, bit for bit', () => {
    const rows = (first: number, count: number): F[] => {
      const noise = brownianPath(plane, key, { first, count }, [1, 0.2, 0]).over(0.9, 0.1, 0);
      return [noise.W(), noise.H(), noise.extra(1)];
    };
    const parts = rows(7, 3);
    for (const [i, all] of rows(5, 9).entries()) expect(parts[i]).toEqual(all.slice(4, 10));
  });

  test("what it gave is the caller's: writing to it changes nothing", () => {
    const noise = brownianPath(plane, key, few, [0, 1]).over(0, 0.5, 0);
    const [W, H] = [noise.W(), noise.H()];
    const before = [W.slice(), H.slice()];
    W.fill(0);
    H.fill(0);
    expect([noise.W(), noise.H()]).toEqual(before);
  });

  test('backwards it is (-W, H); normal is W / sqrt|h|', () => {
    const path = brownianPath(plane, key, few, [1, 0.001]);
    const [up, down] = [path.over(0.2, 0.7, 0), path.over(0.7, 0.2, 0)];
    expect(down.W()).toEqual(up.W().map((w) => -w));
    expect(down.H()).toEqual(up.H());
    // one product and one root, a few roundings of a number below 6
    const normal = down.W().map((w) => w / Math.sqrt(0.5));
    expect(apart(down.normal(), normal)).toBeLessThan(6 * 8 * unit);
  });

  test('steps of one length meet the same nodes however their times were rounded, also at both ends', () => {
    for (const [from, to] of [
      [1, 0.001],
      [80, 0.002],
      [-0.7, 0.9],
      [0.3, -1.9],
    ] as const) {
      const path = brownianPath(plane, key, few, [from, to]);
      const n = 256;
      const fromStart = (i: number): number => from + (i / n) * (to - from);
      const fromEnd = (i: number): number => to - (1 - i / n) * (to - from);
      const mean = (i: number): number => (1 - i / n) * from + (i / n) * to;
      const drawsOf = (time: (i: number) => number, i: number): F[] => {
        const noise = path.over(time(i), time(i + 1), i);
        return [noise.W(), noise.H(), noise.extra(0)];
      };
      for (let i = 0; i < n; i++) {
        expect(drawsOf(fromEnd, i)).toEqual(drawsOf(fromStart, i));
        expect(drawsOf(mean, i)).toEqual(drawsOf(fromStart, i));
      }
    }
  });

  test('uniform grids with twice as many knots have the same path', () => {
    const times = (n: number): number[] => Array.from({ length: n + 1 }, (_, i) => i / n);
    const [coarse, fine] = [25, 50].map((n) => brownianPath(plane, key, few, times(n)));
    for (const [t, s] of [
      [0, 0.04],
      [0.44, 0.46],
      [0.3, 1],
    ] as const) {
      // 0.46 is a midpoint of one and a knot of the other: equal to the rounding of times, as above
      const [a, b] = [coarse?.over(t, s, 0).W() as F, fine?.over(t, s, 0).W() as F];
      expect(apart(a, b)).toBeLessThan((1660 + 384 / (s - t)) * unit * Math.sqrt(s - t));
    }
  });
});

describe('the law of W and H', () => {
  const many = { first: 0, count: 100_000 };
  // 5 standard errors: false alarm 6e-7 a check; 500 checks: 3e-4
  const far = 5;
  const covariance = (x: F, y: F): number =>
    x.reduce((sum, v, i) => sum + v * (y[i] as number), 0) / x.length;
  /** Checks that the draws are independent, each N(0, v): covariances, and those of the squares. */
  const requireIndependent = (draws: readonly F[], variances: readonly number[]): void => {
    const n = draws[0]?.length ?? 0;
    const units = draws.map((x, i) => x.map((v) => v / Math.sqrt(variances[i] as number)));
    for (const [i, x] of units.entries()) {
      const squares = x.map((v) => v * v - 1);
      expect(Math.abs(covariance(x, x) - 1)).toBeLessThan(far * Math.sqrt(2 / n));
      expect(Math.abs(covariance(squares, squares) - 2)).toBeLessThan(far * Math.sqrt(56 / n));
      for (const y of units.slice(i + 1)) {
        expect(Math.abs(covariance(x, y))).toBeLessThan(far * Math.sqrt(1 / n));
        const both = covariance(
          squares,
          y.map((v) => v * v - 1),
        );
        expect(Math.abs(both)).toBeLessThan(far * Math.sqrt(4 / n));
      }
    }
  };
  const drawsOver = (path: NoiseSource<F>, cuts: readonly number[]): [F[], number[]] => {
    const draws: F[] = [];
    const variances: number[] = [];
    for (const [i, s] of cuts.slice(1).entries()) {
      const noise = path.over(cuts[i] as number, s, i);
      const h = Math.abs(s - (cuts[i] as number));
      draws.push(noise.W(), noise.H());
      variances.push(h, h / 12);
    }
    return [draws, variances];
  };

  test.for([0.5, 0.3, 0.9, 0.02])(
    'of both parts of a range cut at the share %s: four independent normals',
    (p) => {
      const path = brownianPath(plane, key, many, [0, 3, 3 * p]);
      requireIndependent(...drawsOver(path, [0, 3 * p, 3]));
      requireIndependent(...drawsOver(path, [0, 3]));
    },
  );

  test('of intervals of no tree, up and down, next to each other: independent', () => {
    const path = brownianPath(plane, key, { first: 0, count: 10_000 }, [0, 1]);
    requireIndependent(...drawsOver(path, [1, 0.72, 0.7, 0.1, 0]));
    requireIndependent(...drawsOver(path, [0.05, 0.35, 0.36]));
  });

  test('extras are standard normals, independent of the path, of each other and between intervals', () => {
    const path = brownianPath(plane, key, many, [0, 1]);
    const [noise, next] = [path.over(0, 0.5, 0), path.over(0.5, 1, 1)];
    const extras = [noise.extra(0), noise.extra(1), next.extra(0), path.over(0, 1, 0).extra(0)];
    requireIndependent(
      [noise.W(), noise.H(), next.W(), ...extras],
      [0.5, 0.5 / 12, 0.5, 1, 1, 1, 1],
    );
    // neighbouring rows
    for (const x of [noise.W(), noise.H(), next.extra(0)]) {
      const neighbours = covariance(x.slice(2), x) / covariance(x, x);
      expect(Math.abs(neighbours)).toBeLessThan(far * Math.sqrt(1 / x.length));
    }
  });

  test('another key is another path', () => {
    const [a, b] = [1, 2].map((i) =>
      brownianPath(plane, foldIn(key, i), many, [0, 1]).over(0, 1, 0).W(),
    );
    requireIndependent([a as F, b as F], [1, 1]);
  });
});

describe('samples along a path', () => {
  const problem = reverse(gaussianMixture({ means: [[-1], [1]], sd: 0.5 }).denoiser(vp()));
  const [coarse, fine] = [96, 160].map((steps) => uniform().over(problem.schedule, steps));
  const times = [...(coarse?.times ?? []), ...(fine?.times ?? [])];
  const draw = async (options: Partial<SampleOptions<F, typeof problem>>): Promise<F> => {
    const run = { solver: eulerMaruyama(), samples: 300, seed: 7 } as const;
    return (await sample(problem, { ...run, ...options })).x;
  };

  test('two grids end near each other on one path, far from each other on two; batches do not matter', async () => {
    const onPath: SampleOptions<F, typeof problem>['noise'] = (rows) =>
      brownianPath(problem.space, keyOf(7), rows, times);
    const a = await draw({ grid: coarse, noise: onPath });
    const b = await draw({ grid: fine, noise: onPath });
    const c = await draw({
      grid: fine,
      noise: (rows) => freshNoise(problem.space, keyOf(7), rows),
    });
    // Euler-Maruyama's error at 64 steps of this problem is near .06 (strong order 1); two samples of variance 1.25 that
    // share a start forgotten by t = 0 are sqrt(2.5) apart.
    expect(rms(a, b)).toBeLessThan(0.2);
    expect(rms(b, c)).toBeGreaterThan(1);
    expect(await draw({ grid: coarse, noise: onPath, batch: 7 })).toEqual(a);
  });
});

describe('what it cannot do is named', () => {
  const path = brownianPath(plane, key, few, [1, 0.001]);
  test.for([
    ['too few times', () => brownianPath(plane, key, few, [0.5]), 'at least two times that differ'],
    ['one time twice', () => brownianPath(plane, key, few, [0.5, 0.5]), 'got [0.5,0.5]'],
    ['no times', () => brownianPath(plane, key, few, []), 'got []'],
    ['infinite', () => brownianPath(plane, key, few, [0, Infinity]), 'finite, got Infinity'],
    ['not a number', () => brownianPath(plane, key, few, [0, Number.NaN]), 'finite, got NaN'],
    ['below the range', () => path.over(0.5, 0, 0), 'runs from 0.001 to 1, got the time 0;'],
    ['above it', () => path.over(1.0001, 0.5, 0), 'got the time 1.0001;'],
    ['time not a number', () => path.over(0.5, Number.NaN, 0), 'got the time NaN;'],
    ['no length', () => path.over(0.5, 0.5, 0), 'from 0.5 to 0.5 is no interval'],
    ['none to rounding', () => path.over(0.5, 0.5 + unit, 0), 'is no interval'],
  ] as const)('%s', ([, ask, message]) => {
    expect(ask).toThrow(message);
  });
});
