import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ddim, deis, dpmpp3m, unipc } from '../../solvers/index.ts';
import { betaQuantile } from '../../src/grids/betaQuantile.ts';
import {
  beta,
  consecutive,
  exponential,
  type GridRule,
  gridOf,
  gridRules,
  karras,
  leading,
  linspace,
  quadratic,
  requireWithin,
  restart,
  trailing,
  uniform,
  uniformLogSnr,
} from '../../src/grids/index.ts';
import { rounded } from '../../src/grids/trainingTimes.ts';
import {
  ddpm,
  edm,
  gaussian,
  reverse,
  type Schedule,
  schedules,
  ve,
  vp,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { anySteps } from '../../src/testing/index.ts';

const discrete = ['consecutive', 'leading', 'trailing', 'linspace'];
const continuous = gridRules
  .map((rule) => rule())
  .filter(({ name }) => ![...discrete, 'restart'].includes(name));
/** Where a grid begins: those in t at pure noise, where a schedule reaches it; levels there are none of. */
const firstOf = ({ name }: GridRule, { range, alpha }: Schedule): number =>
  ['uniform', 'quadratic'].includes(name) && alpha(range.train[1]) === 0
    ? range.train[1]
    : range.sample[0];
/** Rules that can end at the smallest sigma. */
const toLeast = [uniform, uniformLogSnr, karras, exponential, beta, quadratic].map((make) =>
  make({ finalSigma: 'min' }),
);

describe.for(continuous)('$name', (rule) => {
  test.for(schedules.map((make) => make()))(
    'falls from the range to 0 in the steps asked for, on $name',
    (schedule) => {
      fc.assert(
        fc.property(anySteps(), (steps) => {
          const { times } = rule.over(schedule, steps);
          expect(times.length).toBe(steps + 1);
          expect(times[0]).toBe(firstOf(rule, schedule));
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

describe.for(
  [uniformLogSnr, karras, exponential, beta].map((make) => ({ make, name: make().name })),
)('$name with a level to close from', ({ make, name }) => {
  test.for(schedules.map((own) => own()))(
    'falls from the range to that level and closes, on $name',
    (schedule) => {
      // below and above what the schedules sample last
      for (const sigmaMin of [1e-5, 0.04, 1.5]) {
        if (schedule.name === 've' && sigmaMin < 0.01) continue; // its sigma jumps from there to 0
        const { times } = make({ sigmaMin }).over(schedule, 6);
        expect([times.length, times[0], times[6]]).toEqual([7, schedule.range.sample[0], 0]);
        // between the time of a level and its level there are some roundings, of which small times make more
        expect(Math.exp(-schedule.logSnr(times[5] as number)) / sigmaMin).toBeCloseTo(1, 9);
        for (let i = 1; i <= 6; i++) expect(times[i]).toBeLessThan(times[i - 1] as number);
      }
      expect(make({ sigmaMin: 0 }).over(schedule, 6)).toEqual(make().over(schedule, 6));
    },
  );

  test('that is none is named', () => {
    for (const sigmaMin of [-1, Infinity, Number.NaN]) {
      expect(() => make({ sigmaMin })).toThrow(`${name}: sigmaMin must be in [0, `);
    }
    expect(() => make({ sigmaMin: 80 }).over(edm(), 5)).toThrow(
      `grid ${name}: sigmaMin must be below 80, where schedule edm begins, got 80`,
    );
    expect(() => make({ sigmaMin: 0.001 }).over(ve(), 5)).toThrow(
      `grid ${name}: schedule ve has no time above 0 with sigma / alpha of 0.001; give a larger sigmaMin`,
    );
    for (const other of [{ ends: 'leading' }, { finalSigma: 'min' }] as const) {
      expect(() => make({ sigmaMin: 0.1, ...other })).toThrow(
        `${name}: sigmaMin is of ends = range and finalSigma = zero alone, got ends = `,
      );
    }
  });
});

describe.for(toLeast)('$name(finalSigma=min)', (rule) => {
  test.for(schedules.map((make) => make()))(
    'falls over the range, whose ends it reaches in the steps asked for, on $name',
    (schedule) => {
      fc.assert(
        fc.property(anySteps(), (steps) => {
          const { times } = rule.over(schedule, steps);
          expect(times.length).toBe(steps + 1);
          expect([times[0], times.at(-1)]).toEqual([
            firstOf(rule, schedule),
            schedule.range.sample[1],
          ]);
          for (let i = 1; i <= steps; i++) expect(times[i]).toBeLessThan(times[i - 1] as number);
        }),
        { seed: 4, numRuns: 10 },
      );
    },
  );
});

test('rules that end at the smallest sigma are those that end at 0, without the closing step', () => {
  for (const make of [uniform, uniformLogSnr, karras, exponential, beta, quadratic]) {
    const [all, without] = [make(), make({ finalSigma: 'min' })];
    for (const schedule of [vp(), edm(), ddpm()]) {
      expect(without.over(schedule, 8).times).toEqual(all.over(schedule, 9).times.subarray(0, -1));
    }
  }
});

test('uniform-log-snr is exponential with rho = 1, karras with rho = 1 is uniform in sigma / alpha', () => {
  for (const schedule of [vp(), edm(), ddpm()]) {
    const [a, b] = [uniformLogSnr(), exponential()].map((rule) => rule.over(schedule, 9).times);
    // times of the same levels, some roundings of logSnr below 10 apart
    for (const [i, t] of (a ?? []).entries()) {
      expect(Math.abs((b?.[i] ?? Number.NaN) - t)).toBeLessThanOrEqual(1e-12 * t);
    }
  }
});

test('exponential has equal steps of the power of the share that is left', () => {
  const schedule = vp();
  const { times } = exponential({ rho: 2 }).over(schedule, 12);
  const [from, to] = schedule.range.sample.map(schedule.logSnr) as [number, number];
  const roots = Array.from(times.subarray(0, -1), (t) =>
    Math.sqrt(Math.max((to - schedule.logSnr(t)) / (to - from), 0)),
  );
  for (const [i, root] of roots.entries()) expect(root).toBeCloseTo(1 - i / 11, 7);
});

describe('beta', () => {
  test('quantiles of Beta(a, 1), Beta(1, b) and Beta(1/2, 1/2) are their closed forms', () => {
    const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    const shape = fc.double({ min: 0.2, max: 8, noNaN: true });
    fc.assert(
      fc.property(share, shape, (p, c) => {
        // a continued fraction of some ten terms of a few roundings, over the density, which is the slope in p; near 1 of x
        const close = (x: number, exact: number, slope: number): void =>
          expect(Math.abs(x - exact)).toBeLessThan(1e-13 * (1 + slope));
        close(betaQuantile(c, 1)(p), p ** (1 / c), p ** (1 / c - 1) / c);
        close(betaQuantile(1, c)(p), 1 - (1 - p) ** (1 / c), (1 - p) ** (1 / c - 1) / c);
        close(betaQuantile(0.5, 0.5)(p), Math.sin((Math.PI * p) / 2) ** 2, 2);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test('with beta = 1 its levels are powers of the share that is left', () => {
    const schedule = edm({ sigmaMin: 1, sigmaMax: 3 });
    const { times } = beta({ alpha: 0.4, beta: 1, finalSigma: 'min' }).over(schedule, 7);
    for (const [i, level] of times.entries()) {
      expect(level).toBeCloseTo(1 + 2 * ((7 - i) / 7) ** (1 / 0.4), 12);
    }
  });

  test('its levels mirror each other where alpha and beta change places', () => {
    const schedule = edm({ sigmaMin: 1, sigmaMax: 3 });
    const levels = (a: number, b: number): Float64Array =>
      beta({ alpha: a, beta: b, finalSigma: 'min' }).over(schedule, 7).times;
    const [one, other] = [levels(0.4, 0.9), levels(0.9, 0.4)];
    for (const [i, level] of one.entries()) expect(level + (other[7 - i] ?? 0)).toBeCloseTo(4, 12);
  });
});

describe('quadratic', () => {
  test('has times whose roots, from the smallest on, are equally far apart', () => {
    for (const schedule of [vp(), ve(), edm()]) {
      const { times } = quadratic().over(schedule, 11);
      const to = times[10] as number;
      const roots = Array.from(times.subarray(0, -1), (t) => Math.sqrt(t - to));
      for (const [i, root] of roots.entries()) {
        expect(root / (roots[0] as number)).toBeCloseTo(1 - i / 10, 7);
      }
    }
  });

  test('with reach = 0.8, rounded, it is the sequence of the code of DDIM', () => {
    // [int(s) for s in np.linspace(0, np.sqrt(1000 * 0.8), 10) ** 2]
    const published = [0, 9, 39, 88, 158, 246, 355, 483, 632, 800];
    const { times } = quadratic({ reach: 0.8, rounded: true }).over(ddpm(), 10);
    expect([...times]).toEqual([...published.reverse().map((k) => (k + 1) / 1000), 0]);
  });

  test('with reach = 0.8 its times are those before they are rounded', () => {
    const { times } = quadratic({ reach: 0.8 }).over(ddpm(), 10);
    for (let j = 0; j < 10; j++) {
      const k = ((9 - j) * (Math.sqrt(800) / 9)) ** 2;
      expect(times[j]).toBeCloseTo((k + 1) / 1000, 12);
    }
  });
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

  test('leading, trailing and linspace with every training time are consecutive', () => {
    const all = consecutive().over(schedule, 1000).times;
    for (const rule of [leading(), trailing(), linspace()]) {
      expect(rule.over(schedule, 1000).times).toEqual(all);
    }
  });

  test.for([
    ['leading', leading()],
    ['leading(offset=1)', leading({ offset: 1 })],
    ['leading(dropLast=true)', leading({ dropLast: true })],
    ['leading(finalSigma=min)', leading({ finalSigma: 'min' })],
    ['trailing', trailing()],
    ['trailing(finalSigma=min)', trailing({ finalSigma: 'min' })],
    ['linspace', linspace()],
    ['linspace(dropLast=true)', linspace({ dropLast: true })],
    ['linspace(finalSigma=min)', linspace({ finalSigma: 'min' })],
  ] as const)('%s falls through training times in the steps asked for', ([, rule]) => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1000 }), fc.nat(), (N, part) => {
        const steps = 1 + (part % Math.max(1, Math.floor(N / 2)));
        const own = ddpm({ betas: Array(N).fill(0.01) });
        const { times } = rule.over(own, steps);
        expect(times.length).toBe(steps + 1);
        expect(times.at(-1)).toBe(rule.options.finalSigma === 'min' ? 1 / N : 0);
        for (const [i, t] of times.entries()) {
          expect(t * N).toBeCloseTo(Math.round(t * N), 9);
          if (i > 0) expect(t).toBeLessThan(times[i - 1] as number);
        }
        requireWithin({ name: 'any', times }, own);
        const first = Math.round((times[0] as number) * N);
        const isWhole = rule.name === 'trailing' || (rule.name === 'linspace' && times.length > 2);
        if (isWhole) expect(first).toBe(N);
        if (rule.name !== 'leading') return;
        const { dropLast, offset, finalSigma } = rule.options;
        const dropped = dropLast === true || (offset === 0 && finalSigma === 'min') ? 1 : 0;
        const ratio = Math.floor(N / (steps + dropped));
        const timesteps = Array.from(times.subarray(0, -1), (t) => Math.round(t * N) - 1);
        expect(timesteps).toEqual(
          timesteps.map((_, i) => (steps + dropped - 1 - i) * ratio + Number(offset)),
        );
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  test('halves are rounded to the even timestep', () => {
    // np.round(np.arange(1000, 0, -62.5)) - 1 and np.round(np.linspace(0, 999, 7))
    expect(indices(trailing().over(schedule, 16).times)).toEqual([
      1000, 938, 875, 812, 750, 688, 625, 562, 500, 438, 375, 312, 250, 188, 125, 62, 0,
    ]);
    expect(indices(linspace().over(schedule, 7).times)).toEqual([
      1000, 833, 667, 501, 334, 167, 1, 0,
    ]);
    expect([0.5, 1.5, 2.5, -0.5, 0.49, 0.51].map(rounded)).toEqual([0, 2, 2, 0, 0, 1]);
  });

  test('between timesteps sigma / alpha is linear, where they are not rounded', () => {
    const { times } = linspace({ rounded: false }).over(schedule, 7);
    const level = (t: number): number => Math.exp(-schedule.logSnr(t));
    for (const [at, below] of [
      [1, 832],
      [3, 499],
      [5, 166],
    ] as const) {
      const middle = (level((below + 1) / 1000) + level((below + 2) / 1000)) / 2;
      // some roundings of a logSnr below 6
      expect(Math.abs(level(times[at] as number) / middle - 1)).toBeLessThan(1e-13);
    }
    expect([times[0], times[2], times[4], times[6]]).toEqual([1, 0.667, 0.334, 0.001]);
  });

  test('levels between the ends of leading and trailing begin and end there', () => {
    const [first, last] = [leading({ offset: 1 }), karras({ ends: 'leading', offset: 1 })].map(
      (rule) => rule.over(schedule, 7).times,
    );
    expect([last?.[0], last?.[6], last?.[7]]).toEqual([first?.[0], first?.[6], 0]);
    const times = [trailing(), exponential({ ends: 'trailing' })].map(
      (rule) => rule.over(schedule, 9).times,
    );
    expect([times[1]?.[0], times[1]?.[8]]).toEqual([times[0]?.[0], times[0]?.[8]]);
  });

  test('need a schedule that has them, and no more steps than there are', () => {
    for (const rule of [leading(), trailing(), linspace(), quadratic({ rounded: true })]) {
      expect(() => rule.over(vp(), 10)).toThrow(
        `grid ${rule.name}: schedule vp has no training times; use ddpm, or a grid such as uniform`,
      );
    }
    expect(() => karras({ ends: 'leading' }).over(vp(), 10)).toThrow(
      'grid karras: schedule vp has no training times',
    );
    expect(() => trailing().over(schedule, 1001)).toThrow(
      'grid trailing: steps must be at most 1000, the training times, got 1001',
    );
    expect(() => linspace({ dropLast: true }).over(schedule, 1000)).toThrow(
      'grid linspace: steps must be at most 999, the training times but the last, got 1000',
    );
    expect(() => leading({ finalSigma: 'min' }).over(schedule, 1000)).toThrow('at most 999');
    expect(() => consecutive().over(schedule, 50)).toThrow('steps must be 1000');
    expect(() => leading({ offset: 1 }).over(schedule, 1000)).toThrow(
      'grid leading: 1000 steps would begin at timestep 1000 of 0 to 999; take a smaller offset or fewer steps',
    );
    expect(() => karras({ ends: 'leading', offset: 100 }).over(schedule, 10)).toThrow(
      'grid karras: leading has no 10 of 1000 training times with offset 100',
    );
    expect(() => quadratic({ reach: 0.8, rounded: true }).over(schedule, 50)).toThrow(
      'grid quadratic: 50 rounded times visit timestep 0 twice; take fewer steps, or rounded=false',
    );
  });

  test('options out of range are named', () => {
    expect(() => leading({ offset: -1 })).toThrow(
      'leading: offset must be an integer of at least 0, got -1',
    );
    expect(() => karras({ offset: 1 })).toThrow(
      'karras: offset is of ends = leading alone, got ends = range',
    );
    expect(() => karras({ ends: 'linspace' as 'range' })).toThrow(
      'karras: ends must be one of range, leading, trailing; got "linspace"',
    );
    expect(() => quadratic({ reach: 0 })).toThrow(
      'quadratic: reach must be above 0 and at most 1, got 0',
    );
    expect(() => exponential({ rho: -1 })).toThrow(
      'exponential: rho must be a finite number above',
    );
    expect(() => beta({ alpha: 0 })).toThrow('beta: alpha must be a finite number above 0, got 0');
    expect(() => beta({ beta: Infinity })).toThrow('beta: beta must be a finite number above 0');
    for (const make of [uniform, trailing, linspace, leading, quadratic, karras, beta]) {
      expect(() => make({ finalSigma: 'sigma_min' as 'min' })).toThrow(
        `${make().name}: finalSigma must be one of zero, min; got "sigma_min"`,
      );
    }
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

test('a solver of one evaluation a step takes as many evaluations as steps were asked for', async () => {
  const exact = reverse(gaussian({ mean: [0], sd: 1 }).denoiser(ddpm()));
  const rules = [...gridRules.map((make) => make()), ...toLeast, linspace({ finalSigma: 'min' })];
  for (const grid of rules) {
    const steps = grid.name === 'consecutive' ? 1000 : 13;
    for (const solver of [ddim(), unipc({ order: 3 }), deis(), dpmpp3m()]) {
      const { evaluations } = await sample(exact, { solver, grid, steps, samples: 1, seed: 1 });
      // a rise of the grid is re-noised and takes none
      expect(evaluations).toBe(grid.name === 'restart' ? steps - 2 : steps);
    }
  }
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
