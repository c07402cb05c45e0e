import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import {
  clip,
  denoiserOf,
  gaussianMixture,
  type Limit,
  limits,
  reverse,
  threshold,
  vp,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { float64, tensors } from '../../src/space/index.ts';

type F = Float64Array;
const schedule = vp();
const space = float64([5]);
/** Predicts v0 - 0.3 x, so that x0 is whatever is asked for at x = 0. */
const saying = (x0: F) =>
  denoiserOf({
    space,
    schedule,
    predicts: 'x0',
    output: (x) => x0.map((v, i) => v - 0.3 * (x[i] ?? 0)),
  });
const held = (limit: Limit, x0: F): F =>
  limit.on(saying(x0)).predict(new Float64Array(x0.length), 0.4).x0;

const values = fc
  .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 15, maxLength: 15 })
  .map((all) => Float64Array.from(all));
const positive = fc.double({ min: 0.1, max: 3, noNaN: true });
const share = fc.double({ min: 0.05, max: 1, noNaN: true });
const rowsOf = (x: F): number[][] => [0, 5, 10].map((i) => [...x.slice(i, i + 5)]);

/** The quantile by its definition: how many values lie below, one after the other, and the line between the two nearest. */
function quantile(all: readonly number[], part: number): number {
  const rank = (value: number): number => all.filter((other) => other < value).length;
  const at = part * (all.length - 1);
  const ith = (i: number): number =>
    Math.max(...all.filter((value) => rank(value) <= i).concat(Math.min(...all)));
  return ith(Math.floor(at)) * (1 - (at % 1)) + ith(Math.ceil(at)) * (at % 1);
}

test('clip holds each value to the range, and leaves those inside it', () => {
  fc.assert(
    fc.property(values, positive, (x0, range) => {
      for (const [i, value] of held(clip({ range }), x0).entries()) {
        const own = x0[i] as number;
        expect(value).toBe(Math.abs(own) <= range ? own : Math.sign(own) * range);
      }
    }),
    { seed: 1 },
  );
});

describe('threshold', () => {
  test('holds each sample to the quantile of its size, scaled to the range', () => {
    fc.assert(
      fc.property(
        values,
        share,
        positive,
        fc.constantFrom(0, 0.5, Infinity),
        (x0, percentile, range, more) => {
          const max = range + more;
          const rows = rowsOf(held(threshold({ percentile, range, max }), x0));
          for (const [r, row] of rowsOf(x0).entries()) {
            const s = Math.min(Math.max(quantile(row.map(Math.abs), percentile), range), max);
            for (const [i, own] of row.entries()) {
              const expected = (Math.max(-s, Math.min(s, own)) * range) / s;
              // a few roundings of numbers below 5
              expect(Math.abs((rows[r]?.[i] ?? Number.NaN) - expected)).toBeLessThan(1e-14);
              expect(Math.abs(rows[r]?.[i] ?? Number.NaN)).toBeLessThanOrEqual(range * (1 + 1e-15));
            }
          }
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  test('with max = range it is clip, and so is a sample whose quantile is within the range', () => {
    fc.assert(
      fc.property(values, share, positive, (x0, percentile, range) => {
        const clipped = held(clip({ range }), x0);
        const same = held(threshold({ percentile, range, max: range }), x0);
        const wide = held(threshold({ percentile, range: 5 }), x0);
        for (const [i, value] of clipped.entries()) expect(same[i]).toBeCloseTo(value, 14);
        for (const [i, value] of x0.entries()) expect(wide[i]).toBeCloseTo(value, 14);
      }),
      { seed: 3 },
    );
  });

  test('with percentile = 1 nothing saturates: samples are shrunk to the range', () => {
    const [row] = rowsOf(
      held(
        threshold({ percentile: 1, range: 2 }),
        Float64Array.from({ length: 15 }, (_, i) => i - 4),
      ),
    );
    expect(row).toEqual([-2, -1.5, -1, -0.5, 0]);
  });
});

test.for(limits.map((make) => make()))('$name changes all views alike', (limit) => {
  fc.assert(
    fc.property(values, values, (x, x0) => {
      const t = 0.4;
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      const views = limit.on(saying(x0)).predict(x, t);
      const along = views.along(0.7, -1.3);
      for (const [i, v] of x.entries()) {
        const [own, eps, score] = [views.x0[i] ?? 0, views.eps[i] ?? 0, views.score[i] ?? 0];
        // roundings of numbers below 20, divided by sigma^2 = 0.8
        expect(Math.abs(alpha * own + sigma * eps - v)).toBeLessThan(1e-13);
        expect(Math.abs(score + eps / sigma)).toBeLessThan(1e-13);
        expect(Math.abs((along[i] ?? 0) - (0.7 * v - 1.3 * score))).toBeLessThan(1e-13);
      }
    }),
    { seed: 5, numRuns: 50 },
  );
});

const problem = gaussianMixture({
  means: [
    [-2, 1, 0],
    [1, 1.5, -2],
  ],
  sd: 0.4,
});

describe.for([clip({ range: 0.7 }), threshold({ percentile: 0.5, range: 0.7 })])(
  '$name works with every solver',
  (limit) => {
    test.for(Object.values(solvers).map((make) => make()))('$name', async (solver) => {
      const exact = problem.denoiser(schedule);
      const [plain, own] = [
        reverse(withShare(exact, () => 0.5)),
        reverse(limit.on(withShare(exact, () => 0.5))),
      ];
      const how = { solver, steps: 12, samples: 20, seed: 3 };
      const [free, within] = [(await sample(plain, how)).x, await sample(own, how)];
      // the last step is x0
      for (const value of within.x) expect(Math.abs(value)).toBeLessThanOrEqual(0.7 * (1 + 1e-15));
      expect(Math.max(...free.map(Math.abs))).toBeGreaterThan(1);
    });
  },
);

test('limits that are never reached change nothing but roundings', async () => {
  const exact = problem.denoiser(schedule);
  const how = { solver: solvers.dpmpp2m(), steps: 12, samples: 20, seed: 3 };
  const { x } = await sample(reverse(exact), how);
  for (const limit of [clip({ range: 100 }), threshold({ range: 100 })]) {
    const { x: same } = await sample(reverse(limit.on(exact)), how);
    // x0 is the same, and this solver uses no other view
    expect(same).toEqual(x);
  }
});

test.for([clip({ range: 0.7 }), threshold({ percentile: 0.6, range: 0.7 })])(
  '$name on tensors is what it is on Float64Array, and leaves nothing behind',
  async (limit) => {
    await tf.setBackend('cpu');
    const [host, device] = [float64([3]), tensors([3])];
    const output =
      <X>(on: typeof host | typeof device) =>
      (x: X): X =>
        (on as unknown as { combine(...terms: readonly (readonly [number, X])[]): X }).combine([
          1.7,
          x,
        ]);
    const exact = denoiserOf({ space: host, schedule, predicts: 'x0', output: output<F>(host) });
    const single = denoiserOf({
      space: device,
      schedule,
      predicts: 'x0',
      output: output<tf.Tensor>(device),
    });
    const start = Float64Array.from({ length: 30 }, (_, i) =>
      Math.fround(1.3 * Math.sin(12.9898 * i)),
    );
    const how = { solver: solvers.dpmpp2m(), steps: 6, seed: 1 };
    const { x: expected } = await sample(reverse(limit.on(exact)), { ...how, start });
    const before = tf.memory().numTensors;
    const from = tf.tensor(Float32Array.from(start), [10, 3]);
    const { x } = await sample(reverse(limit.on(single)), { ...how, start: from });
    // the closing step is x0 within 0.7, after 6 steps of some ten roundings of numbers below 3 that the limit does not amplify
    for (const [i, value] of (await x.data()).entries()) {
      expect(Math.abs(value - (expected[i] as number))).toBeLessThan(6 * 10 * 3 * 2 ** -24);
    }
    tf.dispose([x, from]);
    expect(tf.memory().numTensors).toBe(before);
  },
);

describe('pullback', () => {
  test('that of clip is the derivative of x0, 0 where it is held', () => {
    const exact = problem.denoiser(schedule);
    const own = clip({ range: 0.7 }).on(exact);
    const [x, v, w] = [
      Float64Array.of(0.4, 0.9, -0.3),
      Float64Array.of(1, -2, 0.5),
      Float64Array.of(0.3, 0.7, -1),
    ];
    const t = 0.5;
    const h = 1e-5;
    const moved = (by: number): F =>
      own.predict(
        x.map((value, i) => value + by * (w[i] as number)),
        t,
      ).x0;
    const [up, down] = [moved(h), moved(-h)];
    const slope = v.reduce(
      (sum, value, i) => sum + (value * ((up[i] ?? 0) - (down[i] ?? 0))) / (2 * h),
      0,
    );
    const pulled = own
      .pullback(x, t, v)
      .reduce((sum, value, i) => sum + value * (w[i] as number), 0);
    const { x0 } = exact.predict(x, t);
    expect(
      x0.some((value) => Math.abs(value) > 0.7) && x0.some((value) => Math.abs(value) < 0.7),
    ).toBe(true);
    // central differences: h^2 times a third derivative below 100, and rounding 2^-53 / h
    expect(Math.abs(slope - pulled)).toBeLessThan(2e-8);
  });

  test('threshold has none, and says so', () => {
    const own = threshold().on(problem.denoiser(schedule));
    const x = new Float64Array(3);
    expect(() => own.pullback(x, 0.5, x)).toThrow('threshold: x0 has no derivative');
  });
});

test('settings out of range are named', () => {
  expect(() => clip({ range: 0 })).toThrow('clip: range must be a finite number above 0, got 0');
  expect(() => threshold({ percentile: 1.5 })).toThrow(
    'threshold: percentile must be above 0 and at most 1, got 1.5',
  );
  expect(() => threshold({ range: -1 })).toThrow(
    'threshold: range must be a finite number above 0',
  );
  expect(() => threshold({ range: 2, max: 1 })).toThrow(
    'threshold: max must be at least range, 2, got 1',
  );
  expect(() => threshold({ max: Number.NaN })).toThrow('threshold: max must be at least range');
});
