import fc from 'fast-check';
import { erf } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/noise/index.ts';
import {
  type ExactProblem,
  eightGaussians,
  gaussian,
  gaussianMixture,
  levelAt,
  mixtureOf,
  prediction,
  vp,
} from '../../src/problem/index.ts';
import { float64 } from '../../src/space/index.ts';
import peers from '../goldens/likelihood.json' with { type: 'json' };

const schedule = vp();
const uneven = gaussianMixture({
  means: [
    [1, -0.5, 0.2],
    [-1, 0.3, 0.1],
    [0, 2, -1],
  ],
  sd: [0.5, 0.3, 0.8],
  weights: [1, 2, 3],
});
const images = ((): ExactProblem => {
  const data = new Float64Array(20 * 784).map((_, i) => (Math.sin(i * 1.7) > 0.6 ? 1 : -1));
  return mixtureOf(data, { dimension: 784, sd: 0.2 });
})();
const problems: readonly ExactProblem[] = [
  gaussian({ mean: [0.3, -1, 2], sd: [0.5, 1, 2] }),
  uneven,
  eightGaussians(),
  images,
];

describe.for(problems.map((p) => [`${p.name} in ${p.dimension} dimensions`, p] as const))(
  '%s',
  ([, problem]) => {
    const D = problem.dimension;
    const points = (t: number): Float64Array => {
      const { alpha, sigma } = levelAt(schedule, t);
      const x = problem.draw(keyOf(3), { first: 0, count: 3 });
      return x.map((v, i) => alpha * v + sigma * Math.sin(12.9898 * (i + 1)));
    };
    const times = fc.double({ min: 0.02, max: 1, noNaN: true });

    test('score is the derivative of log density', () => {
      fc.assert(
        fc.property(times, fc.integer({ min: 0, max: D - 1 }), (t, d) => {
          const level = levelAt(schedule, t);
          const x = points(t);
          // Richardson on central differences: error h^4 f^(5)/30, rounding 2^-53 |ln p| / h; derivatives grow as sigma^-k
          const central = (h: number): number => {
            const at = (step: number): number =>
              problem.logDensity(
                x.map((v, i) => (i === d ? v + step : v)),
                level,
              )[0] as number;
            return (at(h) - at(-h)) / (2 * h);
          };
          const h = 3e-3 * Math.max(level.sigma, 0.02);
          const slope = (4 * central(h / 2) - central(h)) / 3;
          const score = problem.score(x, level)[d] as number;
          expect(Math.abs(slope - score)).toBeLessThan(
            1e-6 * (1 + 1 / level.sigma + Math.abs(score)),
          );
        }),
        { seed: 9, numRuns: 30 },
      );
    });

    test('the denoiser has that score', () => {
      const denoiser = problem.denoiser(schedule);
      fc.assert(
        fc.property(fc.double({ min: 1e-4, max: 1, noNaN: true }), (t) => {
          const level = levelAt(schedule, t);
          const x = points(t);
          const { score } = denoiser.predict(x, t);
          // Both are sums over components of numbers up to |x| / sigma^2: 784 of them at most, so 784 * 2^-53 relative
          const scale = Math.max(...x.map(Math.abs)) / level.sigma ** 2;
          for (const [i, value] of problem.score(x, level).entries()) {
            expect(Math.abs((score[i] as number) - value)).toBeLessThan(1e-12 * scale);
          }
        }),
        { seed: 10, numRuns: 30 },
      );
    });

    test('views of a prediction agree: x = alpha x0 + sigma eps, score = -eps / sigma', () => {
      const denoiser = problem.denoiser(schedule);
      const t = 0.4;
      const { alpha, sigma } = levelAt(schedule, t);
      const x = points(t);
      const { x0, eps, score, along } = denoiser.predict(x, t);
      const mixed = along(0.3, 0.7);
      for (let i = 0; i < x.length; i++) {
        expect(alpha * (x0[i] as number) + sigma * (eps[i] as number)).toBeCloseTo(
          x[i] as number,
          12,
        );
        expect(score[i]).toBeCloseTo(-(eps[i] as number) / sigma, 12);
        expect(mixed[i]).toBeCloseTo(0.3 * (x[i] as number) + 0.7 * (score[i] as number), 12);
      }
    });

    test('pullback is the derivative of x0, and symmetric as a posterior covariance is', () => {
      const denoiser = problem.denoiser(schedule);
      const space = float64([D]);
      const t = 0.3;
      const x = points(t).subarray(0, D);
      const [v, w] = [x.map((_, i) => Math.cos(i + 1)), x.map((_, i) => Math.sin(2.3 * i + 1))];
      const dot = (a: Float64Array, b: Float64Array): number =>
        a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
      const h = 1e-5;
      const at = (step: number): Float64Array =>
        denoiser.predict(space.combine([1, x], [step, w]), t).x0;
      const slope = space.combine([0.5 / h, at(h)], [-0.5 / h, at(-h)]);
      const pulled = dot(denoiser.pullback(x, t, v), w);
      const scale = Math.sqrt(dot(v, v) * dot(w, w));
      // h^2 x0'''/6 with x0''' below 1e3 for these spreads, and 2^-53 |x0| / h
      expect(Math.abs(pulled - dot(slope, v))).toBeLessThan(1e-6 * scale);
      expect(Math.abs(pulled - dot(denoiser.pullback(x, t, w), v))).toBeLessThan(1e-12 * scale);
    });

    test('draws have its moments', () => {
      // 4.5 standard errors for the mean of each of at most 6 coordinates: false alarm below 5e-5
      const count = 4000;
      const x = problem.draw(keyOf(5), { first: 0, count });
      const { mean, covariance } = problem.moments();
      for (let d = 0; d < Math.min(D, 3); d++) {
        const variance = covariance[d * D + d] as number;
        let [sum, squares] = [0, 0];
        for (let r = 0; r < count; r++) {
          const from = (x[r * D + d] as number) - (mean[d] as number);
          sum += from;
          squares += from * from;
        }
        expect(Math.abs(sum / count)).toBeLessThan(4.5 * Math.sqrt(variance / count));
        // kurtosis of these laws is at most that of a Gaussian, 3
        expect(Math.abs(squares / count / variance - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
      }
    });

    test('quantiles along a direction are those of its draws', () => {
      const n = 20_000;
      const direction = Float64Array.from({ length: D }, (_, d) => Math.cos(3 * d + 1));
      const x = problem.draw(keyOf(7), { first: 0, count: n });
      const sorted = Float64Array.from({ length: n }, (_, r) =>
        direction.reduce((sum, c, d) => sum + c * (x[r * D + d] as number), 0),
      ).sort();
      const law = problem.quantiles(direction, 400);
      let [distance, below] = [0, 0];
      for (const [i, value] of law.entries()) {
        while (below < n && (sorted[below] as number) < value) below++;
        distance = Math.max(distance, Math.abs(below / n - (i + 0.5) / 400));
      }
      // Kolmogorov and Smirnov: P(sqrt(n) D > 2.5) = 7e-6
      expect(Math.sqrt(n) * distance).toBeLessThan(2.5);
    });

    test('a draw does not depend on how its rows are asked for', () => {
      const whole = problem.draw(keyOf(6), { first: 0, count: 9 });
      const part = problem.draw(keyOf(6), { first: 4, count: 3 });
      expect(part).toEqual(whole.slice(4 * D, 7 * D));
    });

    test('moments at a level are alpha mean and alpha^2 covariance + sigma^2', () => {
      const level = levelAt(schedule, 0.2);
      const [now, then] = [problem.moments(level), problem.moments()];
      const n = Math.min(D, 5);
      for (let i = 0; i < n; i++) {
        expect(now.mean[i]).toBeCloseTo(level.alpha * (then.mean[i] as number), 13);
        for (let j = 0; j < n; j++) {
          const wanted = level.alpha ** 2 * (then.covariance[i * D + j] as number);
          expect(now.covariance[i * D + j]).toBeCloseTo(
            wanted + (i === j ? level.sigma ** 2 : 0),
            13,
          );
        }
      }
    });
  },
);

test('quantiles of a mixture on a line are where its distribution function says', () => {
  const problem = gaussianMixture({
    means: [[-1], [0.3], [4]],
    sd: [0.1, 0.5, 1],
    weights: [1, 2, 1],
  });
  const below = (x: number, mean: number, sd: number): number =>
    (1 + erf((x - mean) / sd / Math.SQRT2)) / 2;
  for (const [i, x] of problem.quantiles(Float64Array.of(1), 100).entries()) {
    const p = below(x, -1, 0.1) / 4 + below(x, 0.3, 0.5) / 2 + below(x, 4, 1) / 4;
    // even mass within a bin of width h = 0.1 / 64 is off by |f'| h^2 / 8 at most, f' below 0.25 * 24 for the narrowest part
    expect(Math.abs(p - (i + 0.5) / 100)).toBeLessThan((6 * (0.1 / 64) ** 2) / 8);
  }
  // the quartiles of N(0.6 - 1.6, (0.6 3)^2 + (0.8 4)^2) are 0.67449 standard deviations from its mean
  const law = gaussian({ mean: [1, 2], sd: [3, 4] }).quantiles(Float64Array.of(0.6, -0.8), 2);
  const [lower = Number.NaN, upper = Number.NaN] = law;
  expect((lower + upper) / 2).toBeCloseTo(-1, 10);
  expect((upper - lower) / 2 / Math.hypot(1.8, 3.2)).toBeCloseTo(0.67449, 4);
});

test('a mixture of one component is the Gaussian', () => {
  const [one, other] = [
    gaussian({ mean: [0.3, -1], sd: 0.7 }).denoiser(schedule),
    gaussianMixture({ means: [[0.3, -1]], sd: 0.7 }).denoiser(schedule),
  ];
  const x = Float64Array.of(0.2, 1.4, -3, 0.1);
  for (const t of [1e-5, 0.01, 0.5, 1]) {
    for (const [i, value] of one.predict(x, t).x0.entries()) {
      expect(other.predict(x, t).x0[i]).toBeCloseTo(value, 11);
    }
  }
});

test('eight Gaussians have mean 0 and unit variance in each coordinate', () => {
  const { mean, covariance } = eightGaussians().moments();
  for (const value of mean) expect(Math.abs(value)).toBeLessThan(1e-15);
  expect(Array.from(covariance, (value) => Math.round(value * 1e14) / 1e14 + 0)).toEqual([
    1, 0, 0, 1,
  ]);
});

test('log density and score are those of scipy on the unscaled mixture', () => {
  // Values of scipy's logsumexp on eight Gaussians of radius 4, sd .3; 13 digits in the file.
  const means = Array.from({ length: 8 }, (_, k) => [
    4 * Math.cos((2 * Math.PI * k) / 8),
    4 * Math.sin((2 * Math.PI * k) / 8),
  ]);
  const problem = gaussianMixture({ means, sd: 0.3 });
  const x = Float64Array.from(peers.points.flat());
  for (const { alpha, sigma, logp_nats, score } of peers.cases) {
    for (const [i, value] of problem.logDensity(x, { alpha, sigma }).entries()) {
      expect(Math.abs(value / (logp_nats[i] ?? Number.NaN) - 1)).toBeLessThan(1e-11);
    }
    for (const [i, value] of problem.score(x, { alpha, sigma }).entries()) {
      expect(Math.abs(value - (score.flat()[i] ?? Number.NaN))).toBeLessThan(1e-10);
    }
  }
});

test('every parametrization of a network gives the same views', () => {
  const space = float64([1]);
  const level = levelAt(schedule, 0.35);
  const [x0, eps] = [Float64Array.of(0.7, -1), Float64Array.of(-0.2, 1.5)];
  const x = space.combine([level.alpha, x0], [level.sigma, eps]);
  const outputs = {
    x0,
    eps,
    score: space.combine([-1 / level.sigma, eps]),
    v: space.combine([level.alpha, eps], [-level.sigma, x0]),
  };
  for (const [from, output] of Object.entries(outputs)) {
    const views = prediction(space, level, from as keyof typeof outputs, x, output);
    for (const i of [0, 1]) {
      expect(views.x0[i]).toBeCloseTo(x0[i] as number, 13);
      expect(views.eps[i]).toBeCloseTo(eps[i] as number, 13);
      expect(views.score[i]).toBeCloseTo(-(eps[i] as number) / level.sigma, 12);
      expect(views.along(2, 3)[i]).toBeCloseTo(
        2 * (x[i] as number) + 3 * (outputs.score[i] as number),
        11,
      );
    }
  }
});

test('what cannot be a problem is named', () => {
  expect(() => gaussian({ mean: [], sd: 1 })).toThrow('at least one finite number');
  expect(() => gaussian({ mean: [0, 1], sd: [1, 0] })).toThrow(
    'sd must be a finite number above 0, got 0',
  );
  expect(() => gaussianMixture({ means: [[0, 1], [2]], sd: 1 })).toThrow(
    'must all have 2 elements, got 1 at 1',
  );
  expect(() => gaussianMixture({ means: [[0], [2]], sd: [1] })).toThrow(
    '2 components need 2 values, got 1',
  );
  expect(() => mixtureOf(Float64Array.of(1, Number.NaN), { dimension: 2, sd: 1 })).toThrow(
    'points must be finite, got NaN in point 0',
  );
  expect(() => mixtureOf(new Float64Array(5), { dimension: 2, sd: 1 })).toThrow(
    'whole samples of 2 elements, got 5',
  );
  expect(() => mixtureOf(new Float64Array(5), { dimension: 2.5, sd: 1 })).toThrow(
    'mixture-of: dimension must be a positive integer, got 2.5',
  );
});
