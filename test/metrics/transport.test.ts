import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sinkhorn, wasserstein } from '../../src/metrics/index.ts';
import { transport } from '../../src/metrics/transport.ts';

const cost = fc.double({ min: 0, max: 9, noNaN: true });
const problem = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([n, m]) =>
    fc.record({
      n: fc.constant(n),
      m: fc.constant(m),
      costs: fc
        .array(cost, { minLength: n * m, maxLength: n * m })
        .map((values) => Float64Array.from(values)),
    }),
  );

/** The least cost of an assignment, by trying all. */
function bruteForce(costs: Float64Array, n: number): number {
  const of = (row: number, free: readonly number[]): number =>
    row === n
      ? 0
      : Math.min(
          ...free.map(
            (j) =>
              (costs[row * n + j] ?? 0) +
              of(
                row + 1,
                free.filter((k) => k !== j),
              ),
          ),
        );
  return of(0, [...Array(n).keys()]) / n;
}

describe('transport', () => {
  test('of as many onto as many is the best assignment', () => {
    const square = problem.filter(({ n, m }) => n === m);
    fc.assert(
      fc.property(square, ({ costs, n }) => {
        expect(transport(costs, n, n).cost).toBeCloseTo(bruteForce(costs, n), 12);
      }),
      { seed: 1 },
    );
  });

  test('its potentials prove that it is the best: nowhere above the costs, and as dear in all', () => {
    fc.assert(
      fc.property(problem, ({ costs, n, m }) => {
        const { cost: least, potentials } = transport(costs, n, m);
        const [phi, psi] = potentials;
        for (const [at, c] of costs.entries()) {
          const sum = (phi[Math.floor(at / m)] ?? 0) + (psi[at % m] ?? 0);
          expect(sum).toBeLessThan(c + 1e-12);
        }
        const mean = (values: Float64Array): number =>
          values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean(phi) + mean(psi)).toBeCloseTo(least, 11);
      }),
      { seed: 2 },
    );
  });
});

const set = (count: number, most = 3): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.double({ min: -most, max: most, noNaN: true }), {
      minLength: 2 * count,
      maxLength: 2 * count,
    })
    .map((values) => Float64Array.from(values));

describe('Wasserstein distance', () => {
  test('of a set moved by a vector is its length, in both orders', () => {
    fc.assert(
      fc.property(set(7), set(1), (x, [v0 = 0, v1 = 0]) => {
        const moved = x.map((value, i) => value + (i % 2 === 0 ? v0 : v1));
        for (const order of [1, 2] as const) {
          const { value } = wasserstein(x, moved, { dimension: 2, order });
          // costs near 0 are roots of sums that cancel to 1e-15
          expect(value).toBeCloseTo(Math.hypot(v0, v1), 6);
        }
      }),
      { seed: 3 },
    );
  });

  test('does not mind samples that are there twice, and obeys the triangle inequality', () => {
    fc.assert(
      fc.property(set(5), set(4), set(6), (x, y, z) => {
        const twice = Float64Array.from([...x, ...x]);
        const between = (a: Float64Array, b: Float64Array): number =>
          wasserstein(a, b, { dimension: 2 }).value;
        expect(between(twice, y)).toBeCloseTo(between(x, y), 10);
        expect(between(x, z)).toBeLessThan(between(x, y) + between(y, z) + 1e-9);
      }),
      { seed: 4 },
    );
  });

  test('sets too large to assign are refused with the way out', () => {
    const many = new Float64Array(5000);
    expect(() => wasserstein(many, many, { dimension: 1 })).toThrow(
      '5000 by 5000 samples are too many to assign, at most 16777216 pairs; take fewer, or the sliced distance',
    );
  });
});

describe('sinkhorn', () => {
  test('lies between the best transport and none at all, and tends to both', () => {
    fc.assert(
      fc.property(set(5, 1), set(4, 1), (x, y) => {
        const best = wasserstein(x, y, { dimension: 2 }).value ** 2;
        let none = 0;
        for (let i = 0; i < x.length; i += 2) {
          for (let j = 0; j < y.length; j += 2) {
            none += ((x[i] ?? 0) - (y[j] ?? 0)) ** 2 + ((x[i + 1] ?? 0) - (y[j + 1] ?? 0)) ** 2;
          }
        }
        none /= 20;
        const at = (regularisation: number): number =>
          sinkhorn(x, y, { dimension: 2, regularisation, groups: 2 }).value;
        const costs = [best, at(1), at(10), none];
        for (const [i, c] of costs.entries()) expect(c).toBeLessThan((costs[i + 1] ?? c) + 1e-9);
        // to first order in 1 / regularisation it is less by the variance of the costs, which are at most 8
        expect(Math.abs(at(1e6) - none)).toBeLessThan((2 * 8 ** 2) / 1e6);
      }),
      { seed: 5, numRuns: 25 },
    );
  });

  test('its error is the jackknife of all groups, the last one too', () => {
    // one place to go: the cost is the mean of x^2, 1 / 7 without any of the first seven groups, 0 without the last
    const x = new Float64Array(16).fill(1, 14);
    const { value, error } = sinkhorn(x, new Float64Array(16), { dimension: 1 });
    expect(value).toBeCloseTo(1 / 8, 12);
    expect(error).toBeCloseTo(Math.sqrt((7 / 8) * (7 * (1 / 7 - 1 / 8) ** 2 + 1 / 8 ** 2)), 12);
  });

  test('a regularisation that is not above 0 is refused', () => {
    const x = new Float64Array(8);
    expect(() => sinkhorn(x, x, { dimension: 1, regularisation: 0 })).toThrow(
      'the regularisation must be above 0, got 0',
    );
  });
});
