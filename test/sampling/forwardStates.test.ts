import { describe, expect, test } from 'vitest';
import { freshNoise, keyOf, type NoiseSource } from '../../src/noise/index.ts';
import { forward, levelAt, schedules, vp } from '../../src/problem/index.ts';
import { evenAngles, forwardStates } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

/** Noise that is 1 in element `step` and 0 elsewhere, so that a state holds what it takes of each interval. */
function unitNoise(size: number): NoiseSource<Float64Array> {
  const none = (): never => {
    throw new Error('only normals are asked for');
  };
  return {
    over: (_t, _s, step) => ({
      ...{ W: none, H: none, threePoint: none, extra: none },
      normal: () => Float64Array.from({ length: size }, (_, i) => (i === step ? 1 : 0)),
    }),
  };
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

// Each state is a product of at most 8 factors and a sum of 8 terms whose coefficients carry a few roundings, and exponentials
// whose exponents, below 30, magnify one by as much: some hundreds of 1.1e-16.
const rounding = 1e-13;

describe.for(schedules.map((make) => make()))('on schedule $name', (schedule) => {
  const times = evenAngles(schedule, 8);

  test('a row is one path: Cov(x_s, x_t) = (alpha_t / alpha_s) sigma_s^2, and x_t keeps alpha_t of x_0', () => {
    const space = float64([8]);
    const process = forward(schedule, space);
    const noises = forwardStates(process, new Float64Array(8), times, unitNoise(8));
    const kept = forwardStates(forward(schedule, float64([1])), Float64Array.of(1), times, {
      over: () => unitNoise(1).over(0, 1, 1),
    });
    for (const [j, t] of times.entries()) {
      const { alpha, sigma } = levelAt(schedule, t);
      expect(Math.abs((kept[j]?.[0] as number) - alpha)).toBeLessThan(rounding);
      for (const [i, s] of times.slice(0, j + 1).entries()) {
        const earlier = levelAt(schedule, s);
        const expected = (alpha / earlier.alpha) * earlier.sigma ** 2;
        const scale = earlier.sigma * sigma + Number.MIN_VALUE;
        const found = dot(noises[i] as Float64Array, noises[j] as Float64Array);
        expect(Math.abs(found - expected) / scale).toBeLessThan(rounding);
      }
    }
  });

  test('even angles rise from the data to where sampling starts, arctan(sigma / alpha) by one step each', () => {
    const angles = times.map((t) => Math.atan2(schedule.sigma(t), schedule.alpha(t)));
    expect([times[0], times.at(-1)]).toEqual([0, schedule.range.sample[0]]);
    const step = (angles.at(-1) as number) / 7;
    // every schedule inverts logSnr in closed form; the angle moves by at most half of what logSnr does
    for (const [i, angle] of angles.entries())
      expect(Math.abs(angle - i * step)).toBeLessThan(rounding);
  });
});

test('times that stand at the data are the data, in an array of their own', () => {
  const x0 = Float64Array.of(1, 2);
  const rows = { first: 0, count: 2 };
  const space = float64([1]);
  const [at0] = forwardStates(forward(vp(), space), x0, [0], freshNoise(space, keyOf(1), rows));
  expect(at0).toEqual(x0);
  expect(at0).not.toBe(x0);
});

test('a row does not depend on the others', () => {
  const space = float64([3]);
  const x0 = Float64Array.from({ length: 12 }, (_, i) => i);
  const draw = (first: number, count: number): readonly Float64Array[] =>
    forwardStates(
      forward(vp(), space),
      x0.slice(3 * first, 3 * (first + count)),
      [0, 0.2, 0.9],
      freshNoise(space, keyOf('rows'), { first, count }),
    );
  const [all, part] = [draw(0, 4), draw(1, 2)];
  expect(part).toEqual(all.map((x) => x.slice(3, 9)));
});

test.each([
  [[0, 0.5, 0.2], 'times on schedule vp must rise within [0, 1], got 0.2 after 0.5'],
  [[0, 0], 'got 0 after 0'],
  [[-0.1], 'got -0.1'],
  [[0.5, 1.01], 'got 1.01 after 0.5'],
  [[Number.NaN], 'got NaN'],
])('times %j are refused', (times, message) => {
  const space = float64([1]);
  const noise = unitNoise(1);
  expect(() => forwardStates(forward(vp(), space), Float64Array.of(0), times, noise)).toThrow(
    message,
  );
});

test.each([1, 2.5, Number.NaN])('%d even angles are refused', (count) => {
  expect(() => evenAngles(vp(), count)).toThrow(`at least two times are needed, got ${count}`);
});
