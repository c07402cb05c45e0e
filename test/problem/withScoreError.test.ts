import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/noise/index.ts';
import {
  edm,
  eightGaussians,
  gaussian,
  levelAt,
  vp,
  withScoreError,
} from '../../src/problem/index.ts';

const schedule = vp();
const plane = eightGaussians().denoiser(schedule);
const space = gaussian({ mean: Array(12).fill(0.3), sd: 0.5 });
const many = space.denoiser(schedule);

/** r at the rows of x: what is added to eps, over its size. */
function field(
  denoiser: typeof plane,
  x: Float64Array,
  t: number,
  seed: number,
  size = 0.1,
): Float64Array {
  const eps = denoiser.predict(x, t).eps;
  const erring = withScoreError(denoiser, { size, seed }).predict(x, t).eps;
  return erring.map((value, i) => (value - (eps[i] as number)) / size);
}

const norm = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

describe('the deliberate error of a score', () => {
  test.each([
    ['in the plane', plane, 2],
    ['in 12 dimensions', many, 12],
  ] as const)('has root mean square 1 over seeds, at every x and t: %s', (_, denoiser, D) => {
    const seeds = 400;
    for (const [place, t] of [
      [0, 0.05],
      [1.3, 0.5],
      [-40, 1],
    ] as const) {
      const x = new Float64Array(D).fill(place);
      let sum = 0;
      for (let seed = 0; seed < seeds; seed++) sum += norm(field(denoiser, x, t, seed));
      // r is a sum of M independent symmetric vectors, so E |r|^4 <= 3 (E |r|^2)^2 and Var |r|^2 / D <= 2: 4.5 standard
      // errors, false alarm 7e-6 each
      expect(Math.abs(sum / seeds - 1)).toBeLessThan(4.5 * Math.sqrt(2 / seeds));
    }
  });

  test('scales with its size, and is another for another seed', () => {
    const x = Float64Array.of(0.4, -1.1);
    const [r, twice] = [field(plane, x, 0.3, 1, 0.1), field(plane, x, 0.3, 1, 0.2)];
    for (const [i, value] of r.entries()) expect(twice[i]).toBeCloseTo(value, 13);
    expect(field(plane, x, 0.3, 2)).not.toEqual(r);
    expect(withScoreError(plane, { size: 0, seed: 1 }).predict(x, 0.3).eps).toEqual(
      plane.predict(x, 0.3).eps,
    );
  });

  test('is smooth: a step of a hundredth changes it by as much as its waves turn', () => {
    const [x, near] = [Float64Array.of(0.4, -1.1), Float64Array.of(0.41, -1.1)];
    const change = (t: number, s: number, y: Float64Array): number => {
      let square = 0;
      for (let seed = 0; seed < 200; seed++) {
        const [a, b] = [field(plane, x, t, seed), field(plane, y, s, seed)];
        square += norm(a.map((value, i) => value - (b[i] as number)));
      }
      return square / 200;
    };
    const { alpha, sigma } = levelAt(schedule, 0.3);
    // E (cos a - cos b)^2 = E (a - b)^2 / 2 for small turns, and twice that is the mean square: 2 |dx|^2 / 2 for w ~ N(0, 2)
    const turned = (2 * 0.01 ** 2) / (alpha ** 2 + sigma ** 2);
    // Var of |dr|^2 / D is at most E (a - b)^4 / (E (a - b)^2)^2 = 3 times what it was: 6 at most
    const within = 4.5 * Math.sqrt(6 / 200);
    expect(Math.abs(change(0.3, 0.3, near) / turned - 1)).toBeLessThan(within);
    const s = schedule.timeOf(schedule.logSnr(0.3) + 0.02);
    expect(Math.abs(change(0.3, s, x) / (0.02 / 2) ** 2 - 1)).toBeLessThan(within);
  });

  test('is the same field for every schedule: that of x / sqrt(alpha^2 + sigma^2) at the log-SNR', () => {
    const other = edm();
    const t = other.timeOf(schedule.logSnr(0.3));
    const { alpha, sigma } = levelAt(other, t);
    const x = Float64Array.of(0.4, -1.1);
    const grown = x.map((value) => value * Math.hypot(alpha, sigma));
    const r = field(plane, x, 0.3, 1);
    const same = field(eightGaussians().denoiser(other), grown, t, 1);
    // phases of a few radians and eps near 1, so roundings of 1e-15, times the 10 of a size of 0.1
    for (const [i, value] of r.entries()) expect(same[i]).toBeCloseTo(value, 12);
  });

  test('a row errs the same in any batch, bit for bit', () => {
    const erring = withScoreError(many, { size: 0.2, seed: 3 });
    const x = space.draw(keyOf(1), { first: 0, count: 6 });
    const whole = erring.predict(x, 0.4).eps;
    const v = space.draw(keyOf(2), { first: 0, count: 6 });
    const pulled = erring.pullback(x, 0.4, v);
    for (let r = 0; r < 6; r++) {
      const row = (from: Float64Array): Float64Array => from.slice(12 * r, 12 * r + 12);
      expect(erring.predict(row(x), 0.4).eps).toEqual(row(whole));
      expect(erring.pullback(row(x), 0.4, row(v))).toEqual(row(pulled));
    }
  });

  test('its pullback is the derivative of x0', () => {
    const erring = withScoreError(plane, { size: 0.5, seed: 4 });
    const [x, v, w] = [
      Float64Array.of(0.4, -1.1),
      Float64Array.of(0.3, 0.8),
      Float64Array.of(-1, 0.5),
    ];
    const [t, h] = [0.5, 1e-5];
    const at = (step: number): Float64Array =>
      erring.predict(
        x.map((value, i) => value + step * (w[i] as number)),
        t,
      ).x0;
    const [up, down] = [at(h), at(-h)];
    const dot = (a: Float64Array, b: Float64Array): number =>
      a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
    const slope = dot(
      up.map((value, i) => (value - (down[i] as number)) / (2 * h)),
      v,
    );
    // h^2 x0''' / 6 with x0''' below 1e3, and 2^-53 |x0| / h
    expect(Math.abs(slope - dot(erring.pullback(x, t, v), w))).toBeLessThan(1e-6);
  });

  test('what is no error is named', () => {
    const error = { size: 0.1, seed: 1 };
    expect(() => withScoreError(plane, { ...error, size: -0.1 })).toThrow(
      'score error: size must be a finite number of at least 0, got -0.1',
    );
    expect(() => withScoreError(plane, { ...error, size: Number.NaN })).toThrow('got NaN');
    expect(() => withScoreError(plane, { ...error, frequency: 0 })).toThrow(
      'score error: frequency must be a finite number above 0',
    );
    expect(() => withScoreError(plane, { ...error, span: -1 })).toThrow('score error: span');
    expect(() => withScoreError(plane, { ...error, waves: 0.5 })).toThrow('score error: waves');
  });
});
