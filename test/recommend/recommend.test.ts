import { describe, expect, test } from 'vitest';
import { front } from '../../bench/quality/front.ts';
import { p1, schedule as p1Schedule, startOf } from '../../bench/quality/p1.ts';
import * as solvers from '../../solvers/index.ts';
import { knownSolvers } from '../../src/catalogue/index.ts';
import { entrantsOf } from '../../src/compare/index.ts';
import { rms } from '../../src/compare/reference.ts';
import * as grids from '../../src/grids/index.ts';
import { energyDistance, studentTail } from '../../src/metrics/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { eightGaussians, reverse, vp } from '../../src/problem/index.ts';
import { byFlow } from '../../src/recommend/closeness.ts';
import { roundsOf, successiveHalving } from '../../src/recommend/halving.ts';
import { libraryWithin, type RecommendOptions, recommend } from '../../src/recommend/index.ts';
import { keepingPace } from '../../src/recommend/keepingPace.ts';
import { runsWithin } from '../../src/recommend/library.ts';
import { lineOfCode } from '../../src/recommend/lineOfCode.ts';
import { type Found, reaching } from '../../src/recommend/reaching.ts';
import { chanceOfBehind, isUndecided } from '../../src/recommend/undecided.ts';
import { sample } from '../../src/sampling/index.ts';

const exact = eightGaussians();
const denoiser = exact.denoiser(vp());
const names = 'ddim,ddpm,dpmpp-2m,heun,euler-maruyama,unipc';
const library = () => entrantsOf(names);
let read = 0;
/** A clock on which everything takes a tenth of a second. */
const now = (): number => 100 * read++;
const data = { values: exact.draw(keyOf('data'), { first: 0, count: 512 }), dimension: 2 };

describe('a recommendation', () => {
  test('by energy is the nearest to the data of all in the last round, ready for sample', async () => {
    const twelve = () => entrantsOf(names, 'own,karras');
    const how = { budget: 9, data, by: 'energy', seed: 1, samples: 512 } as const;
    const found = await recommend(denoiser, { ...how, library: twelve });
    const sizes = found.rounds.map(({ samples, contenders }) => [samples, contenders.length]);
    expect(sizes).toEqual([
      [256, 12],
      [512, 6],
    ]);
    expect(found.finalists.length).toBe(6);
    for (const { name, distance, steps } of found.finalists) {
      const [entrant] = entrantsOf(name);
      if (entrant === undefined) throw new Error(name);
      // heun takes two calls a step
      expect(steps).toBe(name.startsWith('heun') ? 5 : 9);
      const { x } = await sample(reverse(denoiser), {
        ...{ solver: entrant.solver, grid: entrant.grid, steps, samples: 512, seed: 1 },
      });
      const { value } = energyDistance(x, data.values, { dimension: 2 });
      expect(distance.value).toBeCloseTo(Math.sqrt(Math.max(0, value)), 10);
      expect(found.distance.value).toBeLessThanOrEqual(distance.value);
    }
    const { evaluations } = await sample(reverse(denoiser), { ...found.sampling, samples: 8 });
    expect(evaluations).toBe(found.evaluations);
    expect(found.finalists[0]).toMatchObject({ name: found.name, chance: 0.5 });
  });

  test.each([5, 20])(
    'at %i calls follows the flow of P1 more closely, from other noise, than the best of diffusers and k-diffusion',
    async (budget) => {
      const how = { budget, exact: p1, seed: 'search', samples: 1024 };
      const p1Denoiser = p1.denoiser(p1Schedule);
      const { sampling, evaluations } = await recommend(p1Denoiser, how);
      const { noise, end } = await startOf('judge', 1024);
      const { x } = await sample(reverse(p1Denoiser), { ...sampling, start: noise, seed: 1 });
      expect(evaluations).toBeLessThanOrEqual(budget);
      const best = front.find((each) => each.evaluations === budget)?.figures.rms.value ?? 0;
      expect(rms(x, end, 2)).toBeLessThan(best);
    },
  );

  test('to a target takes the fewest calls that reach it of those that were tried', async () => {
    const target = 0.05;
    const found = await recommend(denoiser, { target, exact, seed: 1, samples: 256, library });
    expect(found.distance.value + found.distance.error).toBeLessThanOrEqual(target);
    expect(found.tried.length).toBeGreaterThan(2);
    for (const { budget, distance } of found.tried) {
      expect(distance.value + distance.error <= target).toBe(budget >= found.budget);
    }
  });

  test("without a known flow follows the score's own, and comes to the same choice", async () => {
    const how = { budget: 12, seed: 1, samples: 128, library };
    const known = await recommend(denoiser, { ...how, exact });
    const own = await recommend(denoiser, { ...how, by: 'flow', flowCalls: 600 });
    expect(own.name).toBe(known.name);
    const denoiserOf = () => denoiser;
    const ofRows = await recommend(denoiser, { ...how, by: 'flow', flowCalls: 600, denoiserOf });
    expect([ofRows.name, ofRows.distance]).toEqual([own.name, own.distance]);
    // the flow is followed to some 1e-3 by so many calls
    expect(Math.abs(own.distance.value - known.distance.value)).toBeLessThan(5e-3);
  });

  test('to a pace takes as many calls as the time of one pays for, and keeps it', async () => {
    let called = 0;
    const predict: typeof denoiser.predict = (x, t) => {
      called++;
      return denoiser.predict(x, t);
    };
    const slow = { ...denoiser, predict };
    const pace = { milliseconds: 95, batch: 3, now: () => 10 * called };
    const found = await recommend(slow, { pace, exact, seed: 1, samples: 64, library });
    expect(found.budget).toBe(9);
    expect(found.milliseconds).toBe(10 * found.evaluations);
    const calls = await recommend(denoiser, { budget: 9, exact, seed: 1, samples: 64, library });
    expect(found.name).toBe(calls.name);
    expect(found.tried).toEqual([{ budget: 9, distance: found.distance }]);
  });

  test.each([
    ['at all times', 2],
    ['at some', (t: number) => (t > 0.5 ? 2 : 1)],
  ])('stays within its calls where a prediction takes two %s', async (_, evaluationsPerCall) => {
    const guided = { ...denoiser, evaluationsPerCall };
    const found = await recommend(guided, { budget: 9, exact, seed: 1, samples: 16, library });
    const { evaluations } = await sample(reverse(guided), { ...found.sampling, samples: 8 });
    expect(found.evaluations).toBe(evaluations);
    for (const each of found.finalists) expect(each.evaluations).toBeLessThanOrEqual(9);
  });

  test('by energy that tells few apart is that of the flow, unless this is behind', async () => {
    const how = { budget: 30, data, seed: 1, samples: 64 };
    const many = await recommend(denoiser, { ...how, library: () => entrantsOf('ddim,dpmpp-2m') });
    expect([many.by, many.name]).toEqual(['flow', 'dpmpp-2m']);
    // the only solver of the flow closes from as much noise as there are data
    const far = [
      ...entrantsOf('ddpm,sde-dpmpp-2m,shark'),
      ...entrantsOf('ddim', 'exponential(sigmaMin=5)'),
    ];
    const found = await recommend(denoiser, { ...how, library: () => far });
    expect(found.by).toBe('energy');
  });

  test('to a pace counts two calls a prediction of a denoiser that takes two', async () => {
    let called = 0;
    const predict: typeof denoiser.predict = (x, t) => {
      called++;
      return denoiser.predict(x, t);
    };
    const guided = { ...denoiser, predict, evaluationsPerCall: 2 };
    // 10 ms a call
    const pace = { milliseconds: 95, now: () => 20 * called };
    const found = await recommend(guided, { pace, exact, seed: 1, samples: 64, library });
    expect([found.budget, found.milliseconds]).toEqual([9, 80]);
  });

  test.each<[Partial<RecommendOptions<Float64Array>>, string]>([
    [{}, 'give one of a budget of calls, a target to reach, and a pace to keep'],
    [{ budget: 5, target: 1 }, 'give one of a budget of calls, a target to reach, and a pace'],
    [
      { pace: { milliseconds: 0, now } },
      'pace.milliseconds must be a finite number above 0, got 0',
    ],
    [{ pace: { milliseconds: 1, batch: 0, now } }, 'pace.batch must be a positive integer, got 0'],
    [{ pace: { milliseconds: 1, now } }, 'no draw stayed within 1 ms; give more'],
    [{ budget: 0 }, 'budget must be a positive integer, got 0'],
    [{ target: -1 }, 'target must be a finite number above 0, got -1'],
    [{ budget: 5, samples: 4 }, 'samples must be an integer of at least 8, got 4'],
    [{ budget: 5, by: 'energy' }, 'by energy samples are held against data; give data'],
    [{ budget: 5, library: () => entrantsOf('ddpm') }, 'no solver of the library runs on 5 calls'],
    [{ target: 1e-9 }, 'no solver reaches a distance of 1e-9 within 250 calls'],
  ])('that cannot be made says why: %j', async (wrong, message) => {
    const how = { exact, seed: 1, samples: 16, library: () => entrantsOf('ddim'), ...wrong };
    await expect(recommend(denoiser, how)).rejects.toThrow(message);
  });
});

test('a target is reached with the fewest calls of the ladder, wherever they are', async () => {
  const ladder = [3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 65, 80, 100, 150, 200, 250];
  for (const fewest of ladder) {
    const { found, tried } = await reaching(1 / fewest, async (budget) => {
      const closeness = { distance: { value: 0.75 / budget, error: 0.25 / budget } };
      return { budget, rounds: [], best: { closeness } } as unknown as Found;
    });
    expect(found.budget).toBe(fewest);
    expect(tried.length).toBeLessThanOrEqual(5);
  }
});

test.each([
  ['a call takes 10 ms in the pilot, and 12 in what it leads to', 40, 0, 12, [20, 16], 16],
  ['of the 10 ms a call of the pilot half come once a draw', 40, 20, 5, [20, 33], 33],
  ['as many calls as are paid for take too long', 40, -180, 15, [20, 33], 20],
] as const)('a pace is kept, and spent, where %s', async (_, ofPilot, once, each, wanted, kept) => {
  const [run] = runsWithin(library(), vp(), 4);
  if (run === undefined) throw new Error('no run');
  const pilot = { run, calls: 4 };
  const budgets: number[] = [];
  const within = async (budget: number): Promise<Found> => {
    budgets.push(budget);
    const mean = { value: 0, error: 0, leftOut: [] };
    const closeness = { mean, distance: mean };
    return { budget, by: 'flow', rounds: [], best: { run, evaluations: budget, closeness } };
  };
  const time = async () => (budgets.length === 0 ? ofPilot : once + each * (budgets.at(-1) ?? 0));
  const pace = { milliseconds: 200, now };
  const { found, milliseconds, tried } = await keepingPace(pace, { pilot, within, time });
  expect(budgets).toEqual(wanted);
  expect([found.budget, milliseconds]).toEqual([kept, once + each * kept]);
  expect(tried.map(({ budget }) => budget)).toEqual(wanted);
});

test('the line of code makes what it stands for, of all in the library', () => {
  const scope = { ...solvers, ...grids };
  const runs = runsWithin(libraryWithin(20), vp(), 20);
  expect(runs.length).toBeGreaterThan(200);
  for (const { entrant, grid, steps } of runs) {
    const name = `${entrant.label}${entrant.grid === undefined ? '' : `@${grid.name}`}`;
    const code = `return (${lineOfCode(name, steps)});`;
    const made = new Function(...Object.keys(scope), code)(...Object.values(scope));
    expect(knownSolvers.label(made.solver)).toBe(entrant.label);
    expect((made.grid ?? made.solver.defaultGrid).over(vp(), made.steps).times).toEqual(grid.times);
  }
  expect(lineOfCode('ipndm(order=3)@exponential(rho=1.25)', 9)).toBe(
    '{ solver: ipndm({ order: 3 }), grid: exponential({ rho: 1.25 }), steps: 9 }',
  );
});

test('rounds halve the field and double the samples, down to six that draw all', () => {
  expect(roundsOf(200, 4096)).toEqual([
    ...[
      [200, 64],
      [100, 128],
      [50, 256],
      [25, 512],
      [13, 1024],
      [7, 2048],
      [6, 4096],
    ],
  ]);
  expect(roundsOf(3, 256)).toEqual([[3, 256]]);
  expect(roundsOf(40, 16)).toEqual([[40, 16]]);
});

test('by flow the distance is a mean over samples with its standard error', () => {
  const x = Float64Array.of(3, 4, 0, 2, 3, 0, 0, 0);
  const { mean, distance } = byFlow(x, new Float64Array(8), 2);
  // distances 5, 2, 3, 0: their mean is 2.5, their variance 13 / 3
  const told = { value: 2.5, error: expect.closeTo(Math.sqrt(13 / 3 / 4), 12) };
  expect(mean).toMatchObject(told);
  expect(distance).toEqual(told);
});

test("the chance of being behind is Student's, one degree of freedom less than groups", () => {
  const of = (values: readonly number[]) =>
    byFlow(Float64Array.from(values), new Float64Array(values.length), 1);
  const [worse, better] = [of([2, 3, 2, 4]), of([1, 2, 1, 1])];
  // 1, 1, 1 and 3 apart: 1.5 with an error of sqrt(3 / 3 / 4)
  const t = 1.5 / Math.sqrt(3 / 3 / 4);
  expect(chanceOfBehind(worse, better)).toBeCloseTo(studentTail(t, 3), 12);
  expect(chanceOfBehind(better, worse)).toBeCloseTo(1 - studentTail(t, 3), 12);
});

test('a search is undecided where half or more of the others cannot be told from the best', () => {
  const of = (values: readonly number[]) => ({
    closeness: byFlow(Float64Array.from(values), new Float64Array(4), 1),
  });
  const [best, tied, behind] = [of([1, 1, 1, 1]), of([1, 1, 1, 1.5]), of([9, 9, 9, 8])];
  const isOpen = (others: readonly unknown[]): boolean =>
    isUndecided({ rounds: [{ contenders: [best, ...others] }], best } as unknown as Found);
  expect([[], [tied, behind], [tied, behind, behind]].map(isOpen)).toEqual([false, true, false]);
});

test('a single step is x0, whatever the solver: each grid of one is run once', () => {
  const runs = runsWithin(entrantsOf('ddim,dpmpp-2m,deis', 'karras'), vp(), 1);
  expect(runs.map(({ entrant, steps }) => [entrant.label, steps])).toEqual([['ddim', 1]]);
});

test('rounds are in the order of squared energy distances, which tell apart what is below 0 too', async () => {
  const runs = runsWithin(entrantsOf('ddim,heun,dpmpp-2m'), vp(), 5);
  const squares = [-1, -3, -2];
  const toData = () => {
    const mean = { value: squares.shift() ?? 0, error: 1, leftOut: [] };
    return { mean, distance: { value: 0, error: 1 } };
  };
  const score = { space: denoiser.space, denoiser, decode: undefined };
  const against = { by: 'energy', toData } as const;
  const [round] = await successiveHalving(runs, { score, against, seed: 1, samples: 8 });
  const names = round?.contenders.map(({ run }) => run.entrant.label);
  expect(names).toEqual(['heun', 'dpmpp-2m', 'ddim']);
});

test('a draw that is carried on is the same draw', async () => {
  for (const name of ['ddpm', 'heun']) {
    const [{ solver } = { solver: undefined }] = entrantsOf(name);
    if (solver === undefined) throw new Error(name);
    const how = { solver, steps: 5, seed: 3 };
    const whole = await sample(reverse(denoiser), { ...how, samples: 8 });
    const rest = await sample(reverse(denoiser), { ...how, first: 5, samples: 3 });
    expect([...rest.x]).toEqual([...whole.x.subarray(10)]);
  }
});
