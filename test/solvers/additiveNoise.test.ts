import { describe, expect, test } from 'vitest';
import { eulerHeun, eulerMaruyama, sea, shark, sosra, sra1, sriw1 } from '../../solvers/index.ts';
import { brownianPath, keyOf } from '../../src/noise/index.ts';
import type { AdditiveSde } from '../../src/problem/index.ts';
import { type SolverFor, solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
type Solver = SolverFor<F, AdditiveSde<F>>;
const plane = float64([2]);
const start = Float64Array.of(0.3, -0.8, 1.1, 0.4, -0.6, 0.2);
const noise = brownianPath(plane, keyOf('additive'), { first: 0, count: 3 }, [0, 1]);

/** Largest difference between one step and eight along the same path, forwards and backwards. */
async function change(solver: Solver, problem: AdditiveSde<F>): Promise<number> {
  const differences: number[] = [];
  for (const over of [
    [0, 1],
    [1, 0],
  ] as const) {
    const run = { solver, start, over, noise };
    const [one, eight] = [
      (await solve(problem, { ...run, steps: 1 })).x,
      (await solve(problem, { ...run, steps: 8 })).x,
    ];
    differences.push(...one.map((v, i) => Math.abs(v - (eight[i] as number))));
  }
  return Math.max(...differences);
}

// Eight steps of some ten roundings of numbers below 20, which sosra's weights reach, against one: 10 * 8 * 20 * 2^-53 = 2e-13.
const rounding = 1e-12;
const ofOrder3Halves: readonly Solver[] = [sra1(), sosra(), shark(), sriw1()];

describe('noise alone, g linear in time: int g dw is the same in one step as in eight', () => {
  const problem: AdditiveSde<F> = {
    space: plane,
    drift: (x) => x.map(() => 0),
    diffusion: { kind: 'additive', at: (t) => 0.5 + 0.7 * t },
  };
  test.for([...ofOrder3Halves, sea()])('$name', async (solver) => {
    expect(await change(solver, problem)).toBeLessThan(rounding);
  });
  test('euler-maruyama only to its order', async () => {
    expect(await change(eulerMaruyama(), problem)).toBeGreaterThan(0.01);
  });
});

describe('a second element that the first drives: int int dw is the same in one step as in eight', () => {
  const problem: AdditiveSde<F> = {
    space: plane,
    drift: (x) => x.map((_, i) => (i % 2 === 0 ? 0 : (x[i - 1] as number))),
    diffusion: { kind: 'additive', at: () => 0.8 },
  };
  test.for([...ofOrder3Halves, sea()])('$name', async (solver) => {
    expect(await change(solver, problem)).toBeLessThan(rounding);
  });
  test('euler-maruyama only to its order', async () => {
    expect(await change(eulerMaruyama(), problem)).toBeGreaterThan(0.01);
  });
});

describe('one step of what depends on state and time', () => {
  const [h, w, area, x] = [-0.25, 0.3, -0.1, 0.9];
  const line = float64([1]);
  const draw = (): F => Float64Array.of(w);
  const at = {
    problem: {
      space: line,
      drift: (y: F, t: number) => y.map((v) => Math.sin(v) + t),
      diffusion: { kind: 'additive', at: () => 0.8 },
    },
    x: Float64Array.of(x),
    t: 0.6,
    s: 0.6 + h,
    steps: 1,
    left: 0,
    noise: { W: draw, normal: draw, threePoint: draw, H: () => Float64Array.of(area), extra: draw },
  } as const;

  test('the error of shark is its distance from the step that uses the first drift alone', () => {
    const { x: end, error } = shark().step(at);
    const first = x + h * (Math.sin(x + 0.8 * area) + 0.6) + 0.8 * w;
    expect(error?.[0]).toBeCloseTo((end[0] as number) - first, 14);
  });

  test('sea takes the drift at t, where the path is on average', () => {
    const wanted = x + h * (Math.sin(x + 0.8 * (w / 2 + area)) + 0.6) + 0.8 * w;
    expect(sea().step(at).x[0]).toBeCloseTo(wanted, 14);
  });

  test('euler-heun takes the mean of g at both ends', () => {
    const { x: end } = eulerHeun().step({
      ...at,
      problem: { ...at.problem, diffusion: { kind: 'additive', at: (t) => 0.8 + t } },
    });
    const wanted = x + h * (Math.sin(x) + 0.6) + ((1.4 + 1.4 + h) / 2) * w;
    expect(end[0]).toBeCloseTo(wanted, 14);
  });
});
