import { describe, expect, test } from 'vitest';
import { ddim, ddpm, dpmpp2m, eulerMaruyama, heun } from '../../solvers/index.ts';
import { type Contest, compare, type Entrant, type World } from '../../src/compare/index.ts';
import { type Dataset, gaussianSet } from '../../src/data/index.ts';
import { consecutive, restart, uniform } from '../../src/grids/index.ts';
import { denoiserOf, eightGaussians, vp } from '../../src/problem/index.ts';
import { float64 } from '../../src/space/index.ts';

const exact = eightGaussians();
const dataset: Dataset = {
  name: exact.name,
  about: 'eight Gaussians',
  options: {},
  shape: [2],
  dimension: 2,
  draw: exact.draw,
  exact,
};
const { exact: _, ...unknownLaw } = dataset;
const schedule = vp();
const entrants: readonly Entrant[] = [
  { label: 'ddpm', solver: ddpm() },
  { label: 'heun', solver: heun() },
  { label: 'dpmpp-2m', solver: dpmpp2m() },
];
const contest: Contest<Float64Array> = {
  data: { label: exact.name, dataset },
  schedule: { label: 'vp', schedule },
  entrants,
  steps: [5, 20],
  samples: 400,
  seed: 1,
  exact: true,
};
function world(): World & { readonly runs: string[] } {
  const runs: string[] = [];
  let time = 0;
  const now = (): number => {
    time += 500;
    return time;
  };
  const onRun: World['onRun'] = ({ done, all, label }) => runs.push(`${done}/${all} ${label}`);
  return { now, backend: 'none', versions: {}, command: 'tfjs-sde compare', onRun, runs };
}

describe('a comparison on the exact score', async () => {
  const { comparison, pictures } = await compare(contest, world());
  const cellOf = (solver: string, steps: number) =>
    comparison.cells.find((cell) => cell.solver === solver && cell.steps === steps);

  test('has a cell for every solver and number of steps, with its evaluations and the time it was told', () => {
    const shown = comparison.cells.map(({ solver, steps, evaluations, seconds }) => {
      return [solver, steps, evaluations, seconds];
    });
    expect(shown).toEqual([
      ['ddpm', 5, 5, 0.5],
      ['ddpm', 20, 20, 0.5],
      ['heun', 5, 9, 0.5],
      ['heun', 20, 39, 0.5],
      ['dpmpp-2m', 5, 5, 0.5],
      ['dpmpp-2m', 20, 20, 0.5],
    ]);
    expect(comparison.failures).toEqual([]);
  });

  test('more steps are better, and enough of them reach the floor', () => {
    for (const { label } of entrants) {
      const [few, many] = [cellOf(label, 5), cellOf(label, 20)];
      expect(many?.energy.value).toBeLessThan(few?.energy.value ?? 0);
    }
    const good = cellOf('dpmpp-2m', 20);
    const { floor } = comparison;
    // four standard errors: a false alarm in 16,000
    expect(Math.abs(good?.energy.value ?? 1)).toBeLessThan(4 * floor.energy.error);
  });

  test('deterministic solvers, and only they, are held against the probability flow', () => {
    for (const { isStochastic, flowDistance } of comparison.cells) {
      expect(flowDistance === undefined).toBe(isStochastic);
    }
    // order 2: at four times the steps a distance of a sixteenth, a quarter at order 1
    const [few, many] = [cellOf('dpmpp-2m', 5), cellOf('dpmpp-2m', 20)];
    expect(many?.flowDistance).toBeLessThan((few?.flowDistance ?? 0) / 4);
  });

  test('in more than 100 dimensions the flow is not followed unless calls are given, the law is', async () => {
    for (const [dimension, flowCalls, isFollowed] of [
      [100, 0, true],
      [101, 0, false],
      [101, 100, true],
    ] as const) {
      const data = { label: 'gaussian', dataset: gaussianSet({ dimension }) };
      const only = {
        ...contest,
        data,
        entrants: entrants.slice(2),
        steps: [5],
        samples: 8,
        flowCalls,
      };
      const [cell] = (await compare(only, world())).comparison.cells;
      expect(cell?.flowDistance !== undefined).toBe(isFollowed);
      expect(cell?.lawDistance?.value).toBeGreaterThan(0);
    }
  });

  test('a deterministic solver on a grid that rises is none', async () => {
    const rising = { label: 'ddim@restart', solver: ddim(), grid: restart() };
    const only = { ...contest, entrants: [rising], steps: [20] };
    const [cell] = (await compare(only, world())).comparison.cells;
    expect([cell?.isStochastic, cell?.flowDistance]).toEqual([true, undefined]);
    expect(cell?.evaluations).toBe(18);
  });

  test('every cell is held against the law itself, and enough steps reach what fresh data score', () => {
    const { law } = comparison.floor;
    for (const { lawDistance } of comparison.cells) expect(lawDistance?.value).toBeGreaterThan(0);
    const [few, many] = [cellOf('dpmpp-2m', 5)?.lawDistance, cellOf('dpmpp-2m', 20)?.lawDistance];
    // four standard errors of a single draw: a false alarm in 16,000
    expect(Math.abs((many?.value ?? 1) - (law?.value ?? 0))).toBeLessThan(4 * (law?.error ?? 0));
    expect(few?.value).toBeGreaterThan(many?.value ?? 1);
  });

  test('pictures show every cell, the data, and paths from the same start', () => {
    expect(pictures.samples.length).toBe(comparison.cells.length);
    for (const flat of [...pictures.samples, pictures.data]) expect(flat.length).toBe(800);
    expect(pictures.reverse.map(({ solver }) => solver)).toEqual(entrants.map((e) => e.label));
    const starts = pictures.reverse.map(({ paths }) => paths.states[0]);
    for (const start of starts) expect(start).toEqual(starts[0]);
    for (const { paths } of [...pictures.reverse, { paths: pictures.forward }]) {
      expect(paths.states.length).toBe(paths.times.length);
    }
    expect(pictures.forward.times[0]).toBe(0);
  });

  test('is the same again, but for time', async () => {
    expect((await compare(contest, world())).comparison).toEqual(comparison);
  });
});

test('a repetition has noise and data of its own: it is the comparison of another seed', async () => {
  const short = { ...contest, entrants: entrants.slice(2), steps: [5], samples: 64 };
  const drawsOf = async (more: Partial<Contest<Float64Array>>) =>
    (await compare({ ...short, ...more }, world())).comparison.cells[0]?.draws;
  const [first, second] = (await drawsOf({ repeats: 2 })) ?? [];
  expect([first]).toEqual(await drawsOf({}));
  expect([second]).toEqual(await drawsOf({ seed: '1, draw 2' }));
});

test('a network and the exact score are both followed, and every run is announced', async () => {
  const told = world();
  const facts = { architecture: 'exact', parameters: 0, steps: 0, batch: 0, seconds: 0, loss: [] };
  const network = { denoiser: exact.denoiser(schedule), facts };
  const short = { ...contest, entrants: entrants.slice(2), samples: 64 };
  const { comparison } = await compare({ ...short, network }, told);
  expect(told.runs).toEqual([
    '0/4 dpmpp-2m, 5 steps, network score',
    '1/4 dpmpp-2m, 20 steps, network score',
    '2/4 dpmpp-2m, 5 steps, exact score',
    '3/4 dpmpp-2m, 20 steps, exact score',
  ]);
  const [n5, n20, e5, e20] = comparison.cells;
  expect(n5?.energy).toEqual(e5?.energy);
  expect(n20?.energy).toEqual(e20?.energy);
  expect(comparison.picks.map(({ score, budget }) => [score, budget])).toEqual([
    ['network', 5],
    ['network', 20],
    ['exact', 5],
    ['exact', 20],
  ]);
  for (const { score, best } of comparison.picks) {
    expect(comparison.cells[best]?.score).toBe(score);
    const scores = comparison.front[score].map((index) => comparison.cells[index]?.score);
    expect(scores).toContain(score);
    expect(new Set(scores).size).toBe(1);
  }
});

test('runs that diverge or leave the finite numbers are reported, the others are not lost', async () => {
  const space = float64([2]);
  const output = (x: Float64Array, t: number): Float64Array =>
    x.map((value) => (t < 0.5 ? Number.NaN : value));
  const broken = denoiserOf({ space, schedule, predicts: 'eps', output });
  const facts = { architecture: 'broken', parameters: 0, steps: 0, batch: 0, seconds: 0, loss: [] };
  // one uniform step of Euler-Maruyama from t = 1 multiplies x by (1 + 20 / 2), and more by the score
  const unstable: Entrant = { label: 'euler-maruyama', solver: eulerMaruyama(), grid: uniform() };
  const { comparison } = await compare(
    {
      ...contest,
      entrants: [unstable, { label: 'ddim', solver: ddim() }],
      steps: [2],
      samples: 64,
      network: { denoiser: broken, facts },
    },
    world(),
  );
  const told = comparison.failures.map(({ solver, score, reason }) => [solver, score, reason]);
  expect(told).toEqual([
    ['euler-maruyama', 'network', expect.stringContaining('the network returned')],
    ['ddim', 'network', expect.stringContaining('the network returned')],
    ['euler-maruyama', 'exact', expect.stringContaining('diverged: samples of size')],
  ]);
  expect(comparison.cells.map(({ solver }) => solver)).toEqual(['ddim']);
});

test('aborting ends it with the reason of the signal', async () => {
  const controller = new AbortController();
  const onRun = (): void => controller.abort(new Error('enough'));
  await expect(compare(contest, { ...world(), signal: controller.signal, onRun })).rejects.toThrow(
    'enough',
  );
});

describe('bad input is refused before any work', () => {
  const nothing = { ...world(), onRun: () => expect.unreachable() };
  test.each<[string, Partial<Contest<Float64Array>>, string]>([
    ['no solvers', { entrants: [] }, 'at least one solver'],
    ['no steps', { steps: [] }, 'at least one number of steps'],
    ['half a step', { steps: [2.5] }, 'steps must be a positive integer, got 2.5'],
    ['too few samples', { samples: 4 }, 'samples must be an integer of at least 8, got 4'],
    [
      'a solver twice',
      { entrants: [...entrants, { label: 'heun', solver: heun() }] },
      'heun@uniform-log-snr at 5 steps is listed twice',
    ],
    [
      'a grid that the schedule does not have',
      { entrants: [{ label: 'ddpm', solver: ddpm(), grid: consecutive() }] },
      'schedule vp has no training times',
    ],
    [
      'an exact score that is not known',
      { data: { label: 'moons', dataset: unknownLaw } },
      'the law of moons is not known',
    ],
    ['no score', { exact: false }, 'there is no score to follow'],
  ])('%s', async (_, wrong, message) => {
    await expect(compare({ ...contest, ...wrong }, nothing)).rejects.toThrow(message);
  });
});
