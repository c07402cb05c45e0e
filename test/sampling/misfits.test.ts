import { describe, expect, test } from 'vitest';
import { ddim, heun, milstein, rkmil, shark, sra1, sriw1 } from '../../solvers/index.ts';
import { InputError } from '../../src/errors/index.ts';
import {
  geometricBrownianMotion,
  ito,
  kuboOscillator,
  ornsteinUhlenbeck,
} from '../../src/problem/index.ts';
import { DivergenceError, sample, solve, solveAdaptively } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';

type F = Float64Array;
const growth = geometricBrownianMotion().sde;
const plane = float64([2]);
const ode = { space: plane, velocity: (x: F) => x };
const noisy = (kind: string, at: (x: F) => unknown, correction: unknown = (x: F) => x) => ({
  space: plane,
  drift: (x: F) => x,
  diffusion: { kind, at, correction },
});
const run = { start: new Float64Array(4).fill(1), over: [0, 1], steps: 4, seed: 1 };

/** What compiles only without types, as it comes from JavaScript. */
const untyped = (call: unknown, ...args: unknown[]): Promise<unknown> =>
  (call as (...of: unknown[]) => Promise<unknown>)(...args).then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );

describe('a solver and a diffusion that do not fit are refused in one line', () => {
  test.for<[string, unknown, unknown, string]>([
    [
      'additive solver, diagonal noise',
      growth,
      sra1(),
      'sra1 does not solve an SDE with diagonal noise; use euler-maruyama',
    ],
    [
      'additive solver, scalar noise',
      kuboOscillator().sde,
      shark(),
      'shark does not solve an SDE with scalar noise; use',
    ],
    ['ODE solver, SDE', growth, heun(), 'heun does not solve an SDE with diagonal noise'],
    [
      'diffusion solver, SDE',
      ornsteinUhlenbeck().sde,
      ddim(),
      'ddim does not solve an SDE with additive noise; use euler-maruyama, sra1',
    ],
    ['SDE solver, ODE', ode, milstein(), 'milstein does not solve an ODE; use heun, rk4'],
    [
      'neither ODE nor SDE',
      { space: plane },
      heun(),
      'needs velocity(x, t), or drift(x, t) and a diffusion',
    ],
    [
      'an unknown kind',
      noisy('general', (x) => x),
      milstein(),
      'must be one of additive, diagonal, scalar; got "general"',
    ],
    [
      'too few values',
      noisy('diagonal', () => new Float64Array(2)),
      milstein(),
      'shape of x, got 2 of 4 values',
    ],
    [
      'too many values',
      noisy('scalar', () => new Float64Array(8)),
      milstein(),
      'shape of x, got 8 of 4 values',
    ],
    [
      'a number',
      noisy('diagonal', () => 1),
      milstein(),
      'got no array; a number for all is additive noise',
    ],
    [
      'an array in time alone',
      noisy('additive', () => new Float64Array(4)),
      milstein(),
      'needs at(t) to be a number, got object',
    ],
    [
      'no derivative',
      noisy('diagonal', (x) => x, null),
      rkmil(),
      'diagonal noise needs correction(x, t)',
    ],
  ])('%s', async ([, problem, solver, words]) => {
    const error = await untyped(solve, problem, { ...run, solver });
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toContain(words);
    expect((error as Error).message).not.toContain('\n');
  });

  test('by solveAdaptively, too', async () => {
    const error = await untyped(solveAdaptively, growth, { ...run, solver: sra1() });
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain('sra1 does not solve an SDE with diagonal noise');
  });

  test('a problem that is no reverse diffusion, by sample', async () => {
    const error = await untyped(sample, growth, { solver: milstein() });
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain('only a reverse diffusion starts from noise; use solve');
  });
});

describe('a diffusion without a finite derivative where a path is', () => {
  test.for([
    ['abs(x)', 'has no finite derivative there; use a solver that takes none'],
    ['sqrt(x)', 'has no finite derivative there; use a solver that takes none'],
    ['1 / x', 'the diffusion is not finite there'],
  ] as const)('%s at 0 is named', async ([diffusion, words]) => {
    const sde = await ito({ drift: '1', diffusion });
    const still = { ...run, over: [0, 1] as const, start: new Float64Array(3) };
    const error = await solve(sde, { ...still, solver: milstein() }).catch((reason) => reason);
    expect(error).toBeInstanceOf(DivergenceError);
    expect(error.message).toContain(words);
  });

  test('a solver that takes none gets past it', async () => {
    const sde = await ito({ drift: '1', diffusion: 'abs(x)' });
    const still = { ...run, over: [0, 1] as const, start: new Float64Array(3) };
    expect((await solve(sde, { ...still, solver: sriw1() })).x.every(Number.isFinite)).toBe(true);
  });
});
