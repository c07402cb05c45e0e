import { describe, expect, test } from 'vitest';
import { ddim, ddpm, heun } from '../../solvers/index.ts';
import { trailing, uniform } from '../../src/grids/index.ts';
import { meanAndVariance } from '../../src/metrics/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { atDepth, interpolate } from '../../src/probabilityFlow/index.ts';
import { edm, eightGaussians, gaussian, levelAt, schedules, vp } from '../../src/problem/index.ts';

const rounding = 1e-13;

describe.for(schedules.map((make) => make()))('on schedule $name', (schedule) => {
  test('a depth is a share of the angle arctan(sigma / alpha)', () => {
    const [last] = schedule.range.sample;
    const angle = (t: number): number => Math.atan2(schedule.sigma(t), schedule.alpha(t));
    for (const depth of [0.25, 0.5, 1]) {
      const t = atDepth(schedule, depth);
      expect(Math.abs(angle(t) - depth * angle(last))).toBeLessThan(rounding);
    }
    expect(atDepth(schedule, 1)).toBe(last);
  });
});

describe('interpolation at a depth', () => {
  const problem = gaussian({ mean: [0.5, -0.5], sd: 0.8 });
  const schedule = vp();
  const denoiser = problem.denoiser(schedule);
  const rows = { first: 0, count: 3 };
  const [a, b] = [problem.draw(keyOf('a'), rows), problem.draw(keyOf('b'), rows)];
  const time = atDepth(schedule, 0.5);

  test('of a linear score is linear in the weight, whatever is drawn', async () => {
    const weights = [0, 0.25, 1];
    const options = { time, weights, steps: 10, seed: 3 };
    for (const solver of [ddpm(), heun()]) {
      const { x } = await interpolate(denoiser, a, b, { ...options, solver });
      const [first, quarter, second] = [x.subarray(0, 6), x.subarray(6, 12), x.subarray(12)];
      for (const [i, value] of quarter.entries()) {
        const between = 0.75 * (first[i] as number) + 0.25 * (second[i] as number);
        expect(Math.abs(value - between)).toBeLessThan(rounding);
      }
    }
  });

  test('draws for the way back what was not drawn for the way there', async () => {
    // about 0 all is linear: of the same noise again every value would be multiplied by the same number
    const centred = gaussian({ mean: [0, 0], sd: 0.8 }).denoiser(schedule);
    const states: Float64Array[] = [];
    const zeros = new Float64Array(1000);
    await interpolate(centred, zeros, zeros, {
      ...{ time, weights: [0], steps: 3, seed: 1, solver: ddpm() },
      onStep: ({ x }) => {
        states.push(x.slice());
      },
    });
    const [start = zeros, next = zeros] = states;
    const dot = (p: Float64Array, q: Float64Array): number =>
      p.reduce((sum, value, i) => sum + value * (q[i] as number), 0);
    const left = next.map(
      (value, i) => value - (dot(start, next) / dot(start, start)) * (start[i] as number),
    );
    expect(dot(left, left)).toBeGreaterThan(0.01 * dot(next, next));
  });

  test('begins at alpha times the mix and the noise that both share, of standard deviation sigma', async () => {
    const { alpha, sigma } = levelAt(schedule, time);
    const weights = [0, 0.5, 1];
    const starts: Float64Array[] = [];
    const many = { first: 0, count: 2000 };
    const [p, q] = [problem.draw(keyOf('p'), many), problem.draw(keyOf('q'), many)];
    await interpolate(denoiser, p, q, {
      ...{ time, weights, steps: 1, seed: 1 },
      onStep: ({ x, step }) => {
        if (step === 0) starts.push(x.slice());
      },
    });
    const [start = p] = starts;
    const noise = weights.map((w, k) =>
      start
        .slice(k * p.length, (k + 1) * p.length)
        .map((x, i) => (x - alpha * ((1 - w) * (p[i] as number) + w * (q[i] as number))) / sigma),
    );
    for (const z of noise.slice(1)) {
      for (const [i, value] of z.entries()) {
        expect(Math.abs(value - (noise[0]?.[i] as number))).toBeLessThan(1e-12);
      }
    }
    const { mean, variance } = meanAndVariance(noise[0] as Float64Array);
    // 4 standard errors, beyond which a normal is once in 16,000
    expect(Math.abs(mean.value)).toBeLessThan(4 * mean.error);
    expect(Math.abs(variance.value - 1)).toBeLessThan(4 * variance.error);
  });

  test('with weight 0 is a draw of p(x_0 | x_t) around the sample: near the data it stays, from noise it is forgotten', async () => {
    const target = eightGaussians();
    const from = target.denoiser(edm());
    const [p, q] = [target.draw(keyOf(1), rows), target.draw(keyOf(2), rows)];
    const far = async (depth: number): Promise<number> => {
      const { x } = await interpolate(from, p, q, {
        ...{ time: atDepth(edm(), depth), weights: [0], steps: 60, seed: 5 },
      });
      return Math.sqrt(x.reduce((sum, v, i) => sum + (v - (p[i] as number)) ** 2, 0) / x.length);
    };
    // at angle 0.01 sigma is 0.016: x_0 is within a few of them
    expect(await far(0.01)).toBeLessThan(0.1);
    expect(await far(1)).toBeGreaterThan(0.3);
  });

  test('goes down from its time, with the evaluations of its steps', async () => {
    const options = { time, weights: [0.5], solver: ddim(), steps: 7, seed: 1 };
    const { grid, evaluations, seed } = await interpolate(denoiser, a, b, options);
    expect([grid.times[0], grid.times.at(-1), evaluations, seed]).toEqual([time, 0, 7, 1]);
    const again = await interpolate(denoiser, a, b, { ...options, grid: uniform() });
    expect(again.grid.times[0]).toBe(time);
  });

  test.for([
    [{ time: 0 }, 'interpolate: time must be above 0.001 and at most 1 on schedule vp, got 0'],
    [{ time: 1.2 }, 'got 1.2'],
    [{ weights: [] }, 'got 3 and 3 samples, 0 weights'],
  ] as const)('%j is refused', async ([options, message]) => {
    const all = { time, weights: [0.5], ...options };
    await expect(interpolate(denoiser, a, b, all)).rejects.toThrow(message);
  });

  test('so are sets of different size, and a grid that begins elsewhere', async () => {
    const options = { time, weights: [0.5], steps: 10 };
    await expect(interpolate(denoiser, a, b.slice(2), options)).rejects.toThrow(
      'got 3 and 2 samples',
    );
    const { ddpm: discrete } = await import('../../src/problem/index.ts');
    const trained = problem.denoiser(discrete());
    await expect(
      interpolate(trained, a, b, { ...options, time: 0.5, grid: trailing() }),
    ).rejects.toThrow('interpolate: grid trailing begins at 1 whatever is asked');
    expect(() => atDepth(vp(), 0)).toThrow('depth must be in');
  });
});
