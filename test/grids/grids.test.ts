import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consecutive,
  gridOf,
  gridRules,
  karras,
  leading,
  requireWithin,
  trailing,
  uniformLogSnr,
} from '../../src/grids/index.ts';
import { ddpm, schedules, vp } from '../../src/problem/index.ts';
import { anySteps } from '../../src/testing/index.ts';

const continuous = gridRules
  .map((rule) => rule())
  .filter(({ name }) => !['consecutive', 'leading', 'trailing'].includes(name));

describe.for(continuous)('$name', (rule) => {
  test.for(schedules.map((make) => make()))(
    'falls from the range to 0 in the steps asked for, on $name',
    (schedule) => {
      fc.assert(
        fc.property(anySteps(), (steps) => {
          const { times } = rule.over(schedule, steps);
          expect(times.length).toBe(steps + 1);
          expect(times[0]).toBe(schedule.range.sample[0]);
          expect(times.at(-1)).toBe(0);
          if (steps > 1) expect(times.at(-2)).toBe(schedule.range.sample[1]);
          for (let i = 1; i <= steps; i++) expect(times[i]).toBeLessThan(times[i - 1] as number);
          requireWithin({ name: 'any', times }, schedule);
        }),
        { seed: 4, numRuns: 20 },
      );
    },
  );
});

test('uniform-log-snr has equal steps of lambda; karras of (sigma/alpha)^(1/rho)', () => {
  const schedule = vp();
  const differences = (times: Float64Array, of: (t: number) => number): number[] =>
    Array.from(times.subarray(1, -1), (t, i) => of(t) - of(times[i] as number));
  for (const [rule, of] of [
    [uniformLogSnr(), schedule.logSnr],
    [karras({ rho: 3 }), (t: number) => Math.exp(-schedule.logSnr(t) / 3)],
  ] as const) {
    const gaps = differences(rule.over(schedule, 12).times, of);
    for (const gap of gaps) expect(gap / (gaps[0] as number)).toBeCloseTo(1, 10);
  }
});

describe('training times', () => {
  const schedule = ddpm({ steps: 1000 });
  const indices = (times: Float64Array): number[] => Array.from(times, (t) => Math.round(t * 1000));
  test('consecutive visits every one', () => {
    expect(indices(consecutive().over(schedule, 1000).times)).toEqual(
      Array.from({ length: 1001 }, (_, i) => 1000 - i),
    );
  });
  test('leading and trailing are those of diffusers 0.42.1', () => {
    // diffusers' timestep k is i = k + 1 here: [852, 710, 568, 426, 284, 142, 0] and np.round(np.arange(1000, 0, -1000/7)) - 1
    expect(indices(leading().over(schedule, 7).times)).toEqual([
      853, 711, 569, 427, 285, 143, 1, 0,
    ]);
    expect(indices(trailing().over(schedule, 7).times)).toEqual([
      1000, 857, 714, 571, 429, 286, 143, 0,
    ]);
  });
  test('need a schedule that has them, and no more steps than there are', () => {
    expect(() => leading().over(vp(), 10)).toThrow(
      'grid leading: schedule vp has no training times',
    );
    expect(() => trailing().over(schedule, 1001)).toThrow('steps must be at most 1000');
    expect(() => consecutive().over(schedule, 50)).toThrow('steps must be 1000');
  });
});

describe('bad grids are named', () => {
  test('times', () => {
    expect(() => gridOf([1])).toThrow('at least two times');
    expect(() => gridOf([1, Number.NaN])).toThrow('times must be finite, got NaN at 1');
    expect(() => gridOf([1, 0.5, 0.5, 0])).toThrow('neighbours must differ, got 0.5 at 1 and at 2');
    expect(() => requireWithin(gridOf([1.5, 0]), vp())).toThrow('must be in [0, 1], got 1.5 at 0');
  });
  test('steps', () => {
    for (const steps of [0, -3, 2.5, Number.NaN]) {
      expect(() => uniformLogSnr().over(vp(), steps)).toThrow(
        `steps must be a positive integer, got ${steps}`,
      );
    }
  });
});
