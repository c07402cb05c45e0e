import { expect, test } from 'vitest';
import { ddim, heun } from '../../solvers/index.ts';
import {
  classifierFreeGuidance,
  classifierGuidance,
  gaussianMixture,
  reverse,
  vp,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

// Two classes of two Gaussians each; the law of all data is their equal mixture, so that every score here is exact.
const schedule = vp();
const space = float64([2]);
const means = [
  [-1, 0.5],
  [1, 0.2],
  [0.3, 2],
  [-0.4, -1.5],
] as const;
const sd = 0.5;
const ofClass = (from: number) =>
  gaussianMixture({ means: means.slice(from, from + 2).map((m) => [...m]), sd });
const all = gaussianMixture({ means: means.map((m) => [...m]), sd }).denoiser(schedule, space);
const conditional = ofClass(0).denoiser(schedule, space);
const points = Float64Array.from({ length: 40 }, (_, i) => 2 * Math.sin(1.7 * i + 0.3));
const times = [0.02, 0.3, 0.7, 1];

/** ln p(y = 0 | x) at noise level t, of one point, by Bayes' rule over the four Gaussians. */
function logPosterior(x: number, y: number, t: number): number {
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const variance = (alpha * sd) ** 2 + sigma ** 2;
  const p = means.map(([a, b]) =>
    Math.exp(-((x - alpha * a) ** 2 + (y - alpha * b) ** 2) / (2 * variance)),
  );
  const [own = 0, other = 0] = [p[0], p[1]];
  return Math.log((own + other) / p.reduce((sum, each) => sum + each, 0));
}

/** Its gradient by central differences: truncation h^2 / 6 times a third derivative, of order 1 / variance^(3/2). */
const h = 1e-5;
function posteriorGradient(x: Float64Array, t: number): Float64Array {
  return Float64Array.from(x, (_, i) => {
    const [a, b] = [x[i - (i % 2)] as number, x[i - (i % 2) + 1] as number];
    const at = (d: number): number =>
      i % 2 === 0 ? logPosterior(a + d, b, t) : logPosterior(a, b + d, t);
    return (at(h) - at(-h)) / (2 * h);
  });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));
}

test('classifier guidance of scale 1 by the exact classifier is the exact conditional score', () => {
  const guided = classifierGuidance(all, posteriorGradient, { scale: 1 });
  for (const t of times) {
    const [ours, exact] = [guided.predict(points, t), conditional.predict(points, t)];
    // central differences: h^2 / sd^3 of truncation and 2^-53 / h of rounding, each below 1e-9; eps is sigma <= 1 of it
    expect(distance(ours.eps, exact.eps)).toBeLessThan(3e-9);
  }
});

test('classifier-free guidance is linear: scale 0 all data, 1 the condition, w in between and beyond', () => {
  const of = (scale: number) => classifierFreeGuidance(conditional, all, { scale });
  for (const t of times) {
    const [c, u] = [conditional.predict(points, t), all.predict(points, t)];
    expect(of(0).predict(points, t).eps).toEqual(u.eps);
    expect(of(1).predict(points, t).eps).toEqual(c.eps);
    const w = 3.5;
    const three = of(w).predict(points, t);
    const eps = points.map((_, i) => (u.eps[i] as number) * (1 - w) + (c.eps[i] as number) * w);
    expect(distance(three.eps, eps)).toBeLessThan(1e-13);
    // its x0 belongs to its eps
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const x0 = points.map((x, i) => (x - sigma * (eps[i] as number)) / alpha);
    expect(distance(three.x0, x0)).toBeLessThan(1e-13 / alpha);
  }
});

test('the pullback of classifier-free guidance is that of its x0', () => {
  const guided = classifierFreeGuidance(conditional, all, { scale: 2.5 });
  const t = 0.3;
  const v = Float64Array.from(points, (_, i) => Math.cos(i));
  const pulled = guided.pullback(points, t, v);
  const along = Float64Array.from(points, (_, i) => Math.sin(3 * i));
  const moved = (d: number): Float64Array =>
    guided.predict(
      points.map((x, i) => x + d * (along[i] as number)),
      t,
    ).x0;
  const [up, down] = [moved(h), moved(-h)];
  const left = v.reduce(
    (sum, each, i) => sum + (each * ((up[i] as number) - (down[i] as number))) / (2 * h),
    0,
  );
  const right = pulled.reduce((sum, each, i) => sum + each * (along[i] as number), 0);
  expect(Math.abs(left - right)).toBeLessThan(1e-7);
});

test('evaluations are counted twice where guidance is at work, once elsewhere', async () => {
  const run = async (scale: number, interval?: readonly [number, number]) => {
    const guided = classifierFreeGuidance(conditional, all, { scale, interval });
    const options = { solver: ddim(), steps: 10, samples: 4, seed: 1 };
    return (await sample(reverse(guided), options)).evaluations;
  };
  expect(await run(3)).toBe(20);
  expect(await run(1)).toBe(10);
  expect(await run(0)).toBe(10);
  const { grid } = await sample(reverse(all), { solver: ddim(), steps: 10, samples: 1, seed: 1 });
  const noise = grid.times.slice(0, -1).map((t) => schedule.sigma(t) / schedule.alpha(t));
  const inside = noise.filter((level) => level >= 0.2 && level <= 2).length;
  expect(inside).toBeGreaterThan(1);
  expect(await run(3, [0.2, 2])).toBe(10 + inside);
});

test('outside its interval guidance leaves the conditional prediction as it is', () => {
  const guided = classifierFreeGuidance(conditional, all, { scale: 4, interval: [0.2, 2] });
  const byClassifier = classifierGuidance(all, posteriorGradient, { scale: 4, interval: [0.2, 2] });
  for (const t of [0.001, 1]) {
    expect(guided.predict(points, t).eps).toEqual(conditional.predict(points, t).eps);
    expect(byClassifier.predict(points, t).eps).toEqual(all.predict(points, t).eps);
  }
  expect(guided.predict(points, 0.3).eps).not.toEqual(conditional.predict(points, 0.3).eps);
});

test('guided samples are of the class that is asked for', async () => {
  const share = async (scale: number): Promise<number> => {
    const guided = classifierFreeGuidance(conditional, all, { scale });
    const { x } = await sample(reverse(guided), {
      solver: heun(),
      steps: 20,
      samples: 2000,
      seed: 3,
    });
    let own = 0;
    for (let i = 0; i < x.length; i += 2) {
      if (logPosterior(x[i] as number, x[i + 1] as number, 0) > Math.log(0.5)) own++;
    }
    return own / 2000;
  };
  const [none, exact, strong] = [await share(0), await share(1), await share(4)];
  // of all data half; standard errors are at most 0.011: with 4 of them each way a false alarm in 10,000
  expect(Math.abs(none - 0.5)).toBeLessThan(0.045);
  expect(exact).toBeGreaterThan(none + 0.3);
  expect(strong).toBeGreaterThan(exact);
});

test.each([
  [{ scale: -1 }, 'scale must be a finite number of at least 0, got -1'],
  [{ scale: Number.NaN }, 'scale must be a finite number of at least 0, got NaN'],
  [{ scale: 2, interval: [3, 1] as const }, '0 <= low < high, got 3, 1'],
])('guidance refuses %o', (options, message) => {
  expect(() => classifierFreeGuidance(conditional, all, options)).toThrow(message);
  expect(() => classifierGuidance(all, posteriorGradient, options)).toThrow(message);
});
