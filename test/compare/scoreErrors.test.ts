import { describe, expect, test } from 'vitest';
import { scoreErrors } from '../../src/compare/index.ts';
import { linearScore } from '../../src/compare/linearScore.ts';
import { keyOf } from '../../src/noise/index.ts';
import {
  type Denoiser,
  ddpm,
  denoiserOf,
  eightGaussians,
  gaussian,
  gaussianMixture,
  levelAt,
  vp,
} from '../../src/problem/index.ts';
import { float64 } from '../../src/space/index.ts';

const schedule = vp();

/** A denoiser whose eps is what `of` makes of the exact one. */
function changed(
  exact: Denoiser<Float64Array>,
  of: (eps: Float64Array, t: number) => Float64Array,
): Denoiser<Float64Array> {
  const { space } = exact;
  const output = (x: Float64Array, t: number) => of(exact.predict(x, t).eps, t);
  return denoiserOf({ space, schedule: exact.schedule, predicts: 'eps', output });
}

describe('the error of a score', () => {
  const law = eightGaussians();
  const exact = law.denoiser(schedule);

  test('is 0 of the exact one, and 1 of a score that is 0, at every time from noise to data', async () => {
    const own = await scoreErrors(exact, law, { seed: 1, samples: 64 });
    const none = await scoreErrors(
      changed(exact, (eps) => eps.map(() => 0)),
      law,
      { seed: 1, samples: 64 },
    );
    expect(own.map(({ t }) => t)).toHaveLength(24);
    expect([own[0]?.t, own.at(-1)?.t]).toEqual([...schedule.range.sample]);
    for (const [i, { relative, eps, logSnr, t }] of own.entries()) {
      expect([relative.value, eps.value, eps.error]).toEqual([0, 0, 0]);
      expect(logSnr).toBeCloseTo(schedule.logSnr(t), 12);
      expect(none[i]?.relative).toEqual({ value: 1, error: 0 });
    }
  });

  test('of a Gaussian law is what the formulas say: a constant error c of eps is c, relative c^2 v / sigma^2', async () => {
    const [sd, c, samples] = [0.5, 0.2, 4000];
    const known = gaussian({ mean: [1, -2, 0.5, 0], sd });
    const erring = changed(known.denoiser(schedule), (eps) => eps.map((v) => v + c));
    for (const { t, relative, eps, linear } of await scoreErrors(erring, known, {
      seed: 2,
      samples,
      times: 8,
    })) {
      const { alpha, sigma } = levelAt(schedule, t);
      const truth = (c ** 2 * ((alpha * sd) ** 2 + sigma ** 2)) / sigma ** 2;
      // E|eps|^2 is a mean of 16,000 squares of normals: 4.5 standard errors of sqrt(2 / 16,000), false alarm 7e-6 each
      expect(Math.abs(relative.value / truth - 1)).toBeLessThan(4.5 * Math.sqrt(2 / (4 * samples)));
      expect(relative.error / relative.value).toBeCloseTo(Math.sqrt(2 / (4 * samples)), 3);
      expect(eps.value).toBeCloseTo(c, 10);
      // a Gaussian has a linear score: rounding is all there is
      expect(linear).toBeLessThan(1e-20);
    }
  });

  test('has the standard error that repeats spread by', async () => {
    const erring = changed(exact, (eps) => eps.map((v) => v * Math.abs(v)));
    const times = 3;
    const repeats = await Promise.all(
      Array.from({ length: 40 }, (_, seed) =>
        scoreErrors(erring, law, { seed, samples: 200, times }),
      ),
    );
    for (let i = 0; i < times; i++) {
      for (const of of ['relative', 'eps'] as const) {
        const all = repeats.map((own) => own[i]?.[of] ?? { value: 0, error: 0 });
        const mean = all.reduce((sum, { value }) => sum + value, 0) / 40;
        const spread = Math.sqrt(all.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 39);
        const told = Math.sqrt(all.reduce((sum, { error }) => sum + error ** 2, 0) / 40);
        // the root of chi square of 39 over 39 has a deviation of 0.113: 4.5 of them, and a tenth for errors that vary
        expect(Math.abs(spread / told - 1)).toBeLessThan(0.6);
      }
    }
  });

  test('times begin where something is left of the data, and a dimension too large for a covariance has no linear score', async () => {
    const noisy = law.denoiser(ddpm({ zeroTerminalSnr: true }));
    for (const { logSnr } of await scoreErrors(noisy, law, { seed: 1, samples: 16 })) {
      expect(logSnr).toBeGreaterThan(-30);
    }
    const wide = gaussian({ mean: Array.from({ length: 1025 }, () => 0), sd: 1 });
    const [first] = await scoreErrors(wide.denoiser(schedule), wide, {
      seed: 1,
      samples: 8,
      times: 2,
    });
    expect(first?.linear).toBeUndefined();
  });
});

describe('the best linear score', () => {
  // two modes on a slanted line, so that coordinates depend on each other
  const law = gaussianMixture({
    means: [
      [1, 2, 0],
      [-1, -2, 0.5],
      [0.5, 1, 1],
    ],
    sd: 0.4,
  });
  const exact = law.denoiser(schedule);

  test("errs by 1 - tr C^-1 / E|s|^2, as Stein's identity has it", async () => {
    const samples = 20_000;
    for (const { t, linear } of await scoreErrors(exact, law, { seed: 3, samples, times: 5 })) {
      const level = levelAt(schedule, t);
      const { covariance } = law.moments(level);
      // tr C^-1 by the linear score itself, of unit vectors around the mean
      const { mean } = law.moments(level);
      const unit = Float64Array.from(
        { length: 9 },
        (_, i) => (mean[i % 3] as number) + (i % 4 === 0 ? 1 : 0),
      );
      const columns = linearScore(law)(unit, level);
      const trace = -[0, 4, 8].reduce((sum, i) => sum + (columns[i] as number), 0);
      // C C^-1 = I, to rounding
      for (const [i, j] of [
        [0, 0],
        [0, 1],
        [2, 1],
      ] as const) {
        const product = [0, 1, 2].reduce(
          (sum, k) => sum - (covariance[3 * i + k] as number) * (columns[3 * j + k] as number),
          0,
        );
        expect(product).toBeCloseTo(i === j ? 1 : 0, 10);
      }
      const x = law.draw(keyOf('x'), { first: 0, count: samples });
      const { alpha, sigma } = level;
      const noise = gaussian({ mean: [0, 0, 0], sd: 1 }).draw(keyOf('noise'), {
        first: 0,
        count: samples,
      });
      const s = law.score(
        x.map((v, i) => alpha * v + sigma * (noise[i] as number)),
        level,
      );
      const square = s.reduce((sum, v) => sum + v * v, 0) / samples;
      // both are means over 20,000 samples whose squares spread by less than twice their mean: 4.5 standard errors of each
      expect(Math.abs((linear ?? 0) - (1 - trace / square))).toBeLessThan(
        2 * 4.5 * (2 / Math.sqrt(samples)),
      );
    }
  });
});

test('samples are rows of the space: a network is asked for all of them, 256 at a time at most', async () => {
  const law = gaussian({ mean: [0, 0], sd: 1 });
  const exact = law.denoiser(schedule);
  const asked: number[] = [];
  const counting = denoiserOf({
    space: float64([2]),
    schedule,
    predicts: 'eps',
    output: (x: Float64Array, t) => {
      asked.push(x.length / 2);
      return exact.predict(x, t).eps;
    },
  });
  const [first] = await scoreErrors(counting, law, { seed: 1, samples: 600, times: 2 });
  expect(asked).toEqual([256, 256, 88, 256, 256, 88]);
  expect(first?.relative.value).toBeLessThan(1e-25);
});
