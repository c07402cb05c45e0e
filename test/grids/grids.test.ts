import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  consecutive,
  gridOf,
  gridRules,
  karras,
  leading,
  requireWithin,
  restart,
  trailing,
  uniformLogSnr,
} from '../../src/grids/index.ts';
import { ddpm, edm, type Schedule, schedules, vp } from '../../src/problem/index.ts';
import { anySteps } from '../../src/testing/index.ts';

const continuous = gridRules
  .map((rule) => rule())
  .filter(({ name }) => !['consecutive', 'leading', 'trailing', 'restart'].includes(name));

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

describe('restart', () => {
  const levelOf = ({ logSnr }: Schedule, t: number): number => Math.exp(-logSnr(t));
  test.for(schedules.map((make) => make()))(
    'rises from tMin to tMax as often as asked, in as many steps as asked, on $name',
    (schedule) => {
      // levels that every schedule samples; rho 1 has all but its last steps above tMin
      const options = fc.record({
        restarts: fc.integer({ min: 1, max: 4 }),
        restartSteps: fc.integer({ min: 1, max: 5 }),
        tMin: fc.constantFrom(0.06, 0.3, 1.2),
        tMax: fc.constantFrom(1.5, 5),
        rho: fc.constantFrom(1, 7),
      });
      fc.assert(
        fc.property(options, fc.integer({ min: 3, max: 40 }), (own, main) => {
          const steps = main + own.restarts * (own.restartSteps + 1);
          const { times } = restart(own).over(schedule, steps);
          expect(times.length).toBe(steps + 1);
          expect([times[0], times.at(-2), times.at(-1)]).toEqual([...schedule.range.sample, 0]);
          requireWithin({ name: 'any', times }, schedule);
          const rises = [...times.keys()].filter((i) => (times[i + 1] ?? 0) > (times[i] ?? 0));
          expect(rises.length).toBe(own.restarts);
          for (const [k, i] of rises.entries()) {
            expect(i - (rises[0] ?? 0)).toBe(k * (own.restartSteps + 1));
            // between the time of a level and its level there are some roundings, of which small times make more
            expect(levelOf(schedule, times[i] as number) / own.tMin).toBeCloseTo(1, 9);
            expect(levelOf(schedule, times[i + 1] as number) / own.tMax).toBeCloseTo(1, 9);
            expect(times[i + 1 + own.restartSteps]).toBe(times[i]);
          }
        }),
        { seed: 4, numRuns: 30 },
      );
    },
  );

  test('its steps are those of Karras: the whole way above and below tMin, and each restart', () => {
    // with 18 steps, 43 evaluations of Heun: the setting of the paper for CIFAR-10
    const schedule = edm();
    const rho = 7;
    const { times } = restart().over(schedule, 18 + 2 * 3);
    const levels = Array.from(times, (t) => levelOf(schedule, t) ** (1 / rho));
    const low = times.indexOf(times.find((t, i) => (times[i + 1] ?? 0) > t) ?? Number.NaN);
    const [last, end] = [times.lastIndexOf(times[low] as number), times.length - 2];
    const gaps = (from: number, to: number): number[] =>
      levels.slice(from + 1, to + 1).map((v, i) => (levels[from + i] as number) - v);
    for (const own of [
      gaps(0, low),
      gaps(low + 1, low + 3),
      gaps(low + 4, last),
      gaps(last, end),
    ]) {
      for (const gap of own) expect(gap / (own[0] as number)).toBeCloseTo(1, 10);
    }
    // nowhere could tMin be with steps that differ less
    const share =
      ((levels[0] as number) - 0.06 ** (1 / rho)) /
      ((levels[0] as number) - (levels[end] as number));
    expect(low).toBe(Math.round(share * 17));
  });

  test('tMax may be where sampling begins, and tMin next to it', () => {
    // with betaMax = 13 the time of the level at t = 1 is rounded to above 1
    for (const schedule of [vp(), vp({ betaMax: 13 }), edm()]) {
      const [first] = schedule.range.sample;
      const tMax = schedule.sigma(first) / schedule.alpha(first);
      for (const tMin of [0.06, 0.999 * tMax]) {
        const { times } = restart({ tMin, tMax }).over(schedule, 9);
        expect([times.length, Math.max(...times)]).toEqual([10, first]);
      }
    }
  });

  test('what it cannot do is named', () => {
    expect(() => restart({ tMin: 0.5 })).toThrow(
      'restart: tMin must be below tMax, got 0.5 and 0.3',
    );
    expect(() => restart({ restarts: 0 })).toThrow(
      'restart: restarts must be a positive integer, got 0',
    );
    expect(() => restart({ restartSteps: 1.5 })).toThrow(
      'restart: restartSteps must be a positive integer',
    );
    expect(() => restart({ tMin: -1 })).toThrow('restart: tMin must be a finite number above 0');
    expect(() => restart({ tMax: Infinity })).toThrow(
      'restart: tMax must be a finite number above 0',
    );
    expect(() => restart({ rho: 0 })).toThrow('restart: rho must be a finite number above 0');
    expect(() => restart().over(vp(), 8)).toThrow(
      'grid restart: 2 restarts of 2 steps and a rise each need at least 9 steps, got 8',
    );
    expect(() => restart({ tMax: 200 }).over(vp(), 20)).toThrow(
      'the sigma / alpha that schedule vp samples',
    );
    expect(() => restart({ tMin: 0.001 }).over(edm(), 20)).toThrow('must be in (0.002, 80]');
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
