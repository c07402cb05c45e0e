import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ddim,
  ddpm,
  eulerMaruyama,
  heun,
  milstein,
  type OdeSolver,
  predictorCorrector,
  reverseDiffusion,
  rk4,
  sra1,
} from '../../solvers/index.ts';
import { InputError } from '../../src/errors/index.ts';
import { vp } from '../../src/problem/index.ts';
import {
  type AnySolver,
  agreesWith,
  type Certificate,
  hasOdeOrder,
  hasStrongOrder,
  hasWeakOrder,
  isBatchInvariant,
  keepsMarginals,
  NotCertifiedError,
} from '../../src/testing/index.ts';

/** Why it fails; undefined where it holds. */
const failure = async (check: Promise<Certificate>): Promise<NotCertifiedError | undefined> => {
  try {
    await check;
    return undefined;
  } catch (error) {
    if (error instanceof NotCertifiedError) return error;
    throw error;
  }
};

/** Heun whose second slope weighs too much, in the manner of a slip of the pen. */
const slipped: OdeSolver = {
  ...heun(),
  name: 'slipped',
  step({ problem: { space, velocity }, x, t, s }) {
    const h = s - t;
    const k1 = velocity(x, t);
    const k2 = velocity(space.combine([1, x], [h, k1]), t);
    return { x: space.combine([1, x], [h / 2, k1], [h / 2, k2]) };
  },
};

/** A solver that looks at how many rows there are. */
const nosy: AnySolver = {
  ...ddim(),
  name: 'nosy',
  step: (at) => {
    const { problem, x } = at;
    const { x: next } = ddim().step(at);
    return { x: problem.space.combine([1 + 1e-9 * problem.space.count(x), next]) };
  },
};

/** A solver that leaves the finite numbers. */
const wild: AnySolver = {
  ...ddim({ eta: 1 }),
  name: 'wild',
  step: ({ problem, x }) => ({ x: problem.space.combine([Number.NaN, x]) }),
};

describe('what solvers declare holds, and the certificate says what was seen', () => {
  test.for([
    ['strong order', hasStrongOrder, milstein()],
    ['weak order', hasWeakOrder, ddpm()],
    ['flow order', hasOdeOrder, heun()],
    ['marginals', keepsMarginals, predictorCorrector()],
  ] as const)('%s', async ([claim, check, solver]) => {
    const certificate = await check(solver);
    expect(certificate).toMatchObject({ claim, solver: solver.name, verdict: 'holds' });
  });

  test('agreement and batch invariance', async () => {
    expect(await agreesWith(ddim({ eta: 1 }), ddpm())).toMatchObject({ verdict: 'holds' });
    expect(await isBatchInvariant(ddpm())).toMatchObject({ verdict: 'holds', observed: 0 });
  });
});

describe('what is not kept is told in one line: what is claimed, what was seen, the errors', () => {
  test('the order of a flow', async () => {
    const error = await failure(hasOdeOrder(slipped));
    expect(error?.message).toMatch(
      /^slipped claims flow order 2; seen on probability flow of three Gaussians: (1|0\.99\d?|1\.0\d?) in \[[\d.]+, [\d.]+\], errors [\d.]+ at 32 steps, [\d.]+ at 64 steps, [\d.]+ at 128 steps$/,
    );
    expect(error?.certificates).toMatchObject([{ verdict: 'fails', declared: 2 }]);
  });

  test.for([
    ['a strong order', () => hasStrongOrder(eulerMaruyama(), 1)],
    ['a weak order', () => hasWeakOrder(ddpm(), 2)],
    ['a weak order of what is no number', () => hasWeakOrder(wild)],
    ['marginals', () => keepsMarginals(predictorCorrector(), 1e-4)],
    ['agreement', () => agreesWith(reverseDiffusion(), ddpm())],
    ['batch invariance', () => isBatchInvariant(nosy)],
    ['agreement of what diverges', () => agreesWith(wild, ddpm(), { schedule: fc.constant(vp()) })],
  ] as const)('%s', async ([, check]) => {
    const error = await failure(check());
    expect(error?.message).toMatch(/^[a-z-]+ claims .+; seen on .+: .+ in \[.+\]/);
    expect(error?.message).not.toContain('\n');
  });

  test('agreement names the smallest schedule and grid where it fails', async () => {
    const error = await failure(
      agreesWith(reverseDiffusion(), ddpm(), { schedule: fc.constant(vp()) }),
    );
    // one step to 0 is x0 for every solver, so it takes two
    expect(error?.message).toMatch(
      /against ddpm, \[vp\(betaMin=0\.1, betaMax=20\),times 1, [\d.e-]+, 0\]: /,
    );
  });
});

test('an order seen above the declared one exceeds it, and is not refused', async () => {
  expect(await hasOdeOrder(rk4(), 2)).toMatchObject({ verdict: 'exceeds' });
});

describe('what cannot tell is refused', () => {
  test.for([
    [() => hasStrongOrder(heun()), 'hasStrongOrder: heun declares nothing of the kind; give what'],
    [() => keepsMarginals(heun()), 'keepsMarginals: heun declares nothing of the kind'],
    [() => hasOdeOrder(heun(), 0), 'hasOdeOrder: what heun is held to must be a finite number'],
    [() => hasOdeOrder(heun(), 2, { doublings: 2 }), 'hasOdeOrder: doublings must be an integer'],
    [() => hasWeakOrder(ddpm(), 1, { steps: 0.5 }), 'hasWeakOrder: steps must be a positive'],
    [() => hasStrongOrder(sra1(), 1.5, { paths: 50 }), 'hasStrongOrder: paths / 20 must be'],
    [() => agreesWith(ddim(), ddpm(), { tolerance: 0 }), 'agreesWith: tolerance must be a finite'],
    [() => isBatchInvariant(ddim(), { samples: 1 }), 'isBatchInvariant: samples must be an'],
  ] as const)('%s', async ([check, message]) => {
    await expect(check()).rejects.toThrow(message);
    await expect(check()).rejects.toBeInstanceOf(InputError);
  });
});
