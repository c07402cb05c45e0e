import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LearnedVarianceSolver, Past } from '../../solvers/index.ts';
import * as makers from '../../solvers/index.ts';
import type { Noise } from '../../src/noise/index.ts';
import {
  type ItoSde,
  type PredictionWithVariance,
  type ReverseDiffusion,
  vp,
} from '../../src/problem/index.ts';
import { type Space, type Term, tensors } from '../../src/space/index.ts';

type T = tf.Tensor;
type Problem = ReverseDiffusion<T, PredictionWithVariance<T>>;

/** What a step did to arrays: kernels launched by each operation, and what it may launch. */
interface Ledger {
  kernels: number;
  readonly operations: { readonly name: string; readonly most: number; readonly kernels: number }[];
  readonly draws: string[];
}

const ledger: Ledger = { kernels: 0, operations: [], draws: [] };
const own = tensors([2]);
let y: T;

beforeAll(async () => {
  await tf.setBackend('cpu');
  y = tf.ones([3, 2]);
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  vi.spyOn(engine, 'runKernel').mockImplementation((...of) => {
    ledger.kernels++;
    return runKernel(...of);
  });
});
afterAll(() => vi.restoreAllMocks());

/** An operation that writes down what it launches. */
function watch<A extends unknown[]>(
  name: string,
  f: (...args: A) => T,
  most: (...args: A) => number = () => 1,
): (...args: A) => T {
  return (...args) => {
    const before = ledger.kernels;
    const result = f(...args);
    ledger.operations.push({ name, most: most(...args), kernels: ledger.kernels - before });
    return result;
  };
}

const products = (terms: readonly Term<T>[]): number =>
  terms.filter(([, , by]) => by !== undefined).length;
const watched: Space<T> = {
  ...own,
  combine: watch<Term<T>[]>(
    'combine',
    own.combine,
    (...terms) => terms.length + products(terms) + 1,
  ),
  multiply: watch('multiply', own.multiply),
  shift: watch('shift', own.shift),
  exp: watch('exp', own.exp),
};

const drawn = (name: string) => (): T => {
  ledger.draws.push(name);
  return y;
};
const noise: Noise<T> = {
  W: drawn('W'),
  H: drawn('H'),
  normal: drawn('normal'),
  threePoint: drawn('threePoint'),
  extra: (k) => drawn(`extra ${k}`)(),
};

/** A reverse diffusion whose network, drift and velocity launch nothing: what is counted is the solver's own. */
function problemWith(diffusion: ItoSde<T>['diffusion']): Problem {
  const prediction = { x0: y, eps: y, score: y, varianceShare: y, along: () => y };
  return {
    space: watched,
    schedule: vp(),
    evaluationsPerCall: 1,
    predict: () => called(prediction)(),
    drift: () => called(y)(),
    velocity: () => called(y)(),
    diffusion: diffusion as Problem['diffusion'],
  };
}

/** Four steps of a solver; what the last did, its memory being full. */
function lastStep({ step, memory = 0 }: LearnedVarianceSolver, problem: Problem): Ledger {
  let past: readonly Past<T>[] = [];
  const times = [0.8, 0.65, 0.52, 0.43, 0.3];
  for (let i = 0; i < 4; i++) {
    Object.assign(ledger, { kernels: 0, operations: [], draws: [] });
    calls.count = 0;
    const [t, s] = [times[i] as number, times[i + 1] as number];
    const stepped = step({ problem, x: y, t, s, steps: 4, left: 3 - i, noise, past });
    past = [...(stepped.past === undefined ? [] : [stepped.past]), ...past].slice(0, memory);
  }
  return ledger;
}

/** Combinations that a method makes besides those of its stages: I10, I11, I111 of SRIW1, and what its four g are multiplied with. */
const integrals: Readonly<Record<string, number>> = { sriw1: 7 };

const calls = { count: 0 };
const called =
  <A extends unknown[], R>(result: R) =>
  (..._: A): R => {
    calls.count++;
    return result;
  };
const noises = {
  additive: { kind: 'additive', at: () => 0.7 },
  diagonal: { kind: 'diagonal', at: () => called(y)(), correction: () => called(y)() },
  scalar: { kind: 'scalar', at: () => called(y)(), correction: () => called(y)() },
} as const;

const cases = Object.values(makers).flatMap((make) => {
  const solver = make() as LearnedVarianceSolver;
  const kinds =
    solver.solves === 'ito-sde'
      ? (['additive', 'diagonal', 'scalar'] as const)
      : (['additive'] as const);
  return kinds.map((kind) => [solver.name, kind, solver] as const);
});

describe.for(cases)('a step of %s with %s noise', ([name, kind, solver]) => {
  test('launches at most n + 1 kernels for a combination of n terms, one more for each product, and nothing else', () => {
    const { kernels, operations } = lastStep(solver, problemWith(noises[kind]));
    for (const own of operations) expect(own.kernels, own.name).toBeLessThanOrEqual(own.most);
    expect(kernels).toBe(operations.reduce((sum, own) => sum + own.kernels, 0));
    expect(kernels).toBeGreaterThan(0);
  });

  test('combines once for each evaluation and once for its end, and draws nothing twice', () => {
    const { operations, draws } = lastStep(solver, problemWith(noises[kind]));
    const combinations = operations.filter((own) => own.name === 'combine').length;
    expect(combinations).toBeLessThanOrEqual(calls.count + 1 + (integrals[name] ?? 0));
    expect(new Set(draws).size).toBe(draws.length);
  });
});
