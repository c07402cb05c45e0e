import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../models/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import {
  cosine,
  ddpm,
  edm,
  flow,
  levelAt,
  type Parametrization,
  type Schedule,
  subVp,
  ve,
  vp,
} from '../../src/problem/index.ts';
import { anyKey, anySteps } from '../../src/testing/index.ts';
import {
  denoisingScoreMatching,
  discreteTimes,
  LossHistory,
  levelTimes,
  logitNormalTimes,
  logNormalTimes,
  stratifiedTimes,
  timeSamplings,
  uniformTimes,
  weightings,
} from '../../src/train/index.ts';

beforeAll(async () => {
  await useBackend('cpu');
});

/** A network that answers with given numbers, whatever it is shown. */
const answering = (predicts: Parametrization, values: ArrayLike<number>): Network<tf.Tensor> => ({
  predicts,
  shape: [1],
  parameters: {},
  apply: (x) => tf.tensor(Float32Array.from(values), x.shape),
  with: () => answering(predicts, values),
  dispose: () => {},
});
const lossOf = (...args: Parameters<typeof denoisingScoreMatching>): number =>
  tf.tidy(() => denoisingScoreMatching(...args).dataSync<'float32'>()[0] as number);

const kinds: readonly Schedule[] = [
  vp(),
  subVp(),
  cosine(),
  edm(),
  ve({ sigmaMin: 0.05, sigmaMax: 20 }),
  flow(),
];
const batch = {
  x0: Float64Array.of(0.5, -1.2, 0.8, 2),
  eps: Float32Array.of(0.25, -1.5, 0.75, 0.5),
  times: Float64Array.of(0.1, 0.3, 0.6, 0.9),
};
const guess = [0.4, -1, 0.9, -0.2];

describe.for(kinds)('on schedule $name', (schedule) => {
  /** Both views of a row, true and guessed, from the noisy x that they share. */
  const rows = guess.map((eps, i) => {
    const { alpha, sigma } = levelAt(schedule, batch.times[i] as number);
    const [x0, e] = [batch.x0[i] as number, batch.eps[i] as number];
    const x = alpha * x0 + sigma * e;
    const guessed = { x0: (x - sigma * eps) / alpha, eps };
    const v = (view: { x0: number; eps: number }): number => alpha * view.eps - sigma * view.x0;
    return {
      alpha,
      sigma,
      t: batch.times[i] as number,
      x0,
      eps: e,
      guessed,
      v: v({ x0, eps: e }),
      vGuessed: v(guessed),
    };
  });
  const mean = (f: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((sum, row) => sum + f(row), 0) / rows.length;
  /** What each weighting says of itself, in its own words. */
  const own: Readonly<Record<string, () => number>> = {
    simple: () => mean((r) => (r.guessed.eps - r.eps) ** 2),
    x0: () => mean((r) => (r.guessed.x0 - r.x0) ** 2),
    v: () => mean((r) => (r.vGuessed - r.v) ** 2),
    flow: () => mean((r) => (r.guessed.eps - r.guessed.x0 - (r.eps - r.x0)) ** 2),
    likelihood: () =>
      mean((r) => schedule.g(r.t) ** 2 * (r.guessed.eps / r.sigma - r.eps / r.sigma) ** 2),
    'min-snr': () =>
      mean((r) => Math.min((r.alpha / r.sigma) ** 2, 5) * (r.guessed.x0 - r.x0) ** 2),
    edm: () =>
      mean((r) => {
        const s = r.sigma / r.alpha;
        return ((s ** 2 + 1) / s ** 2) * (r.guessed.x0 - r.x0) ** 2;
      }),
  };

  test.for(weightings.map((make) => make()))(
    'weighting $name is the error it stands for',
    (weighting) => {
      const loss = lossOf(answering('eps', guess), schedule, batch, weighting);
      const wanted = own[weighting.name]?.() ?? Number.NaN;
      // float32: target, output and their difference are rounded at up to 2 sqrt(w), w that of eps; the square doubles it
      const largest = Math.max(
        ...rows.map(({ t, alpha, sigma }) => {
          const ofEps = {
            eps: alpha,
            x0: sigma,
            v: alpha ** 2 + sigma ** 2,
            velocity: alpha + sigma,
          };
          return weighting.at(schedule, t) * (ofEps[weighting.on ?? 'eps'] / alpha) ** 2;
        }),
      );
      expect(Math.abs(loss - wanted)).toBeLessThan(32 * 2 ** -24 * (1 + largest));
    },
  );

  test('networks that predict x0, v, the velocity or the score in place of eps have the same loss', () => {
    const outputs: Readonly<Record<Parametrization, number[]>> = {
      eps: guess,
      x0: rows.map((r) => r.guessed.x0),
      v: rows.map((r) => r.vGuessed),
      velocity: rows.map((r) => r.guessed.eps - r.guessed.x0),
      score: rows.map((r) => -r.guessed.eps / r.sigma),
    };
    const [first, ...others] = Object.entries(outputs).map(([predicts, values]) =>
      lossOf(answering(predicts as Parametrization, values), schedule, batch),
    );
    // the answer is rounded to float32 before it is multiplied by up to alpha / sigma = 10 here
    for (const other of others) expect(Math.abs(other - (first ?? Number.NaN))).toBeLessThan(1e-5);
  });
});

test('on the levels of VE it is the objective of NCSN', () => {
  // Song & Ermon (2019), eq. 5 and 6: 1/2 sigma^2 | s + (x~ - x) / sigma^2 |^2, x~ = x + sigma eps; ours has no 1/2
  const schedule = ve({ sigmaMin: 0.01, sigmaMax: 1 });
  const times = levelTimes({ count: 10 }).draw(schedule, keyOf('levels'), 0, 4);
  const sigmas = Array.from(times, schedule.sigma);
  const scores = [0.7, -1.3, 0.2, 0.9];
  const ncsn = sigmas.map((sigma, i) => {
    const [x, s] = [batch.x0[i] as number, scores[i] as number];
    const noisy = x + sigma * (batch.eps[i] as number);
    return (sigma ** 2 * (s + (noisy - x) / sigma ** 2) ** 2) / 2;
  });
  const loss = lossOf(answering('score', scores), schedule, { ...batch, times });
  const mean = ncsn.reduce((a, b) => a + b, 0) / 4;
  // float32: a few roundings of numbers below 4
  expect(Math.abs(loss - 2 * mean)).toBeLessThan(16 * 2 ** -24);
});

test('the likelihood weighting is the speed of logSnr, so where times are uniform in logSnr the simple one stands for it', () => {
  // g^2 / sigma^2 dt = -2 d logSnr on every schedule, so on EDM, drawn uniformly in ln t, simple() has that integral
  const weighting = weightings.map((make) => make()).find(({ name }) => name === 'likelihood');
  for (const schedule of kinds) {
    for (const t of [0.1, 0.5, 0.9]) {
      const h = 1e-5;
      const slope = (schedule.logSnr(t + h) - schedule.logSnr(t - h)) / (2 * h);
      // central differences: h^2 times the third derivative, below 1e-6 relative
      expect((weighting?.at(schedule, t) ?? Number.NaN) / (-2 * slope)).toBeCloseTo(1, 5);
    }
  }
});

describe('times', () => {
  const n = 20_000;
  const schedule = ddpm({ steps: 40 });

  test.for(timeSamplings.map((make) => make()))(
    '$name repeats, and stays within the range for training',
    (times) => {
      const drawn = times.draw(schedule, keyOf('t'), 5, 300);
      expect(times.draw(schedule, keyOf('t'), 5, 300)).toEqual(drawn);
      expect(times.draw(schedule, keyOf('u'), 5, 300)).not.toEqual(drawn);
      const [low, high] = schedule.range.train;
      for (const t of drawn) {
        expect(t).toBeGreaterThanOrEqual(low);
        expect(t).toBeLessThanOrEqual(high);
      }
    },
  );

  /** Largest distance of a sample's distribution to a given one, times sqrt n; above 2.5 with probability 7e-6. */
  const kolmogorov = (values: Float64Array, cdf: (v: number) => number): number => {
    const sorted = values.slice().sort();
    return Math.sqrt(n) * Math.max(...sorted.map((v, i) => Math.abs(cdf(v) - (i + 0.5) / n)));
  };

  test('uniform and stratified ones are uniform, and uniform in ln t on EDM', () => {
    for (const times of [uniformTimes(), stratifiedTimes()]) {
      expect(kolmogorov(times.draw(vp(), keyOf('t'), 0, n), (t) => t)).toBeLessThan(2.5);
      const [low, high] = edm().range.train;
      const share = (t: number): number => Math.log(t / low) / Math.log(high / low);
      expect(kolmogorov(times.draw(edm(), keyOf('t'), 0, n), share)).toBeLessThan(2.5);
    }
  });

  test('stratified ones have one time in each part', () => {
    fc.assert(
      fc.property(anySteps(), anyKey(), (count, key) => {
        const [low, high] = schedule.range.train;
        const drawn = stratifiedTimes().draw(schedule, key, 0, count);
        const parts = drawn.map((t) => Math.floor(((t - low) / (high - low)) * count));
        expect([...parts]).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
      { seed: 40, numRuns: 30 },
    );
  });

  test('discrete ones are i / N, each i as likely, as in Algorithm 1', () => {
    const counts = new Float64Array(41);
    for (const t of discreteTimes().draw(schedule, keyOf('t'), 0, n)) {
      const i = Math.round(t * 40);
      expect(t).toBe(i / 40);
      counts[i] = (counts[i] as number) + 1;
    }
    expect(counts[0]).toBe(0);
    const chi2 = counts.slice(1).reduce((sum, c) => sum + (c - n / 40) ** 2 / (n / 40), 0);
    expect(chi2).toBeLessThan(95); // chi-square with 39 degrees of freedom: false alarm 1.5e-6
    expect(() => discreteTimes().draw(vp(), keyOf('t'), 0, 3)).toThrow(
      'schedule vp has no training times',
    );
  });

  test('the history of losses draws a time as often as its losses are large, and stays unbiased', () => {
    const N = 8;
    const discrete = ddpm({ betas: 'cosine', steps: N });
    const sizes = Float64Array.from({ length: N }, (_, i) => 10 / (i + 1) ** 2);
    const lossAt = (t: number): number => sizes[Math.round(t * N) - 1] as number;
    const history = new LossHistory({ kept: 3, uniform: 0.1 });
    history.draw(discrete, keyOf('t'), 0, 1);
    expect(history.probabilities()).toEqual(new Float64Array(N).fill(1 / N));
    const every = Float64Array.from({ length: N }, (_, i) => (i + 1) / N);
    for (let k = 0; k < 3; k++) history.record(every, every.map(lossAt));
    const total = sizes.reduce((a, b) => a + b, 0);
    for (const [i, p] of history.probabilities().entries()) {
      expect(p).toBeCloseTo((0.9 * (sizes[i] as number)) / total + 0.1 / N, 12);
    }
    const drawn = history.draw(discrete, keyOf('t'), 0, n);
    const weights = history.weights(drawn);
    const terms = drawn.map((t, row) => lossAt(t) * (weights[row] as number));
    const mean = terms.reduce((a, b) => a + b, 0) / n;
    const spread = (values: Float64Array, around: number): number =>
      Math.sqrt(values.reduce((sum, v) => sum + (v - around) ** 2, 0) / n);
    expect(Math.abs(mean - total / N)).toBeLessThan((4.5 * spread(terms, mean)) / Math.sqrt(n));
    const even = discreteTimes().draw(discrete, keyOf('t'), 0, n).map(lossAt);
    expect(spread(terms, mean)).toBeLessThan(0.5 * spread(even, total / N));
    // the oldest losses are forgotten
    for (let k = 0; k < 3; k++)
      history.record(
        every,
        every.map(() => 1),
      );
    for (const p of history.probabilities()) expect(p).toBeCloseTo(1 / N, 12);
    expect(() => history.draw(ddpm({ betas: 'cosine', steps: 9 }), keyOf('t'), 0, 3)).toThrow(
      'the history is of 8 training times, schedule ddpm has 9',
    );
  });

  test('levels on VE are the geometric sigmas of NCSN, each as likely', () => {
    const schedule = ve({ sigmaMin: 0.01, sigmaMax: 1 });
    const counts = new Map<string, number>();
    for (const t of levelTimes({ count: 10 }).draw(schedule, keyOf('t'), 0, n)) {
      const sigma = schedule.sigma(t).toPrecision(3);
      counts.set(sigma, (counts.get(sigma) ?? 0) + 1);
    }
    // NCSN, section 4.2: a geometric sequence from 1 to 0.01 of length 10; our first time is 1e-5, so to three digits
    const wanted = Array.from({ length: 10 }, (_, i) => (0.01 ** (i / 9)).toPrecision(3));
    expect([...counts.keys()].sort()).toEqual(wanted.sort());
    const chi2 = [...counts.values()].reduce((sum, c) => sum + (c - n / 10) ** 2 / (n / 10), 0);
    expect(chi2).toBeLessThan(45); // chi-square with 9 degrees of freedom: false alarm 9e-7
  });

  test('log-normal ones have mean and standard deviation of ln(sigma / alpha)', () => {
    const logs = logNormalTimes().draw(edm(), keyOf('t'), 0, n).map(Math.log);
    const mean = logs.reduce((a, b) => a + b, 0) / n;
    const sd = Math.sqrt(logs.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n);
    // 4.5 standard errors; the range's ends hold back 2e-5 of the law
    expect(Math.abs(mean + 1.2)).toBeLessThan((4.5 * 1.2) / Math.sqrt(n));
    expect(Math.abs(sd - 1.2)).toBeLessThan((4.5 * 1.2) / Math.sqrt(2 * n));
  });

  test('logit-normal ones have mean and standard deviation of the logit of the share of the range', () => {
    const drawn = logitNormalTimes({ mean: 0.5, sd: 1.5 }).draw(flow(), keyOf('t'), 0, n);
    const [low, high] = flow().range.train;
    const logits = drawn.map((t) => Math.log((t - low) / (high - t)));
    const mean = logits.reduce((a, b) => a + b, 0) / n;
    const sd = Math.sqrt(logits.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n);
    // 4.5 standard errors: false alarm 7e-6 each
    expect(Math.abs(mean - 0.5)).toBeLessThan((4.5 * 1.5) / Math.sqrt(n));
    expect(Math.abs(sd - 1.5)).toBeLessThan((4.5 * 1.5) / Math.sqrt(2 * n));
    expect(() => logitNormalTimes({ mean: 40 })).toThrow(
      'logit-normal times: mean must be in [-30, 30], got 40',
    );
    expect(() => logitNormalTimes({ sd: 0 })).toThrow(
      'logit-normal times: sd must be a finite number above 0, got 0',
    );
  });
});
