import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eulerMaruyama, milstein } from '../../solvers/index.ts';
import { InputError } from '../../src/errors/index.ts';
import {
  blackScholes,
  coxIngersollRoss,
  doubleWell,
  geometricBrownianMotion,
  type ItoFormulas,
  type ItoSde,
  ito,
  kuboOscillator,
  noisyLorenz,
  ornsteinUhlenbeck,
  type SdeProblem,
  sdeProblems,
} from '../../src/problem/index.ts';
import { solve } from '../../src/sampling/index.ts';

type F = Float64Array;
const state = (width: number): F =>
  Float64Array.from({ length: 5 * width }, (_, i) => 0.3 + ((i * 0.37) % 1.9));
const noiseAt = ({ diffusion }: ItoSde<F>, x: F, t: number): F =>
  diffusion.kind === 'additive' ? x.map(() => diffusion.at(t)) : diffusion.at(x, t);

// numbers of order 1 to 100, a few roundings each
const expectClose = (actual: F, wanted: F): void => {
  for (const [i, value] of wanted.entries()) {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThan(1e-13 * (1 + Math.abs(value)));
  }
};

/** Each equation as its author would write it. */
const written: readonly (readonly [SdeProblem, ItoFormulas])[] = [
  [geometricBrownianMotion(), { drift: 'mu x', diffusion: 'sigma x' }],
  [ornsteinUhlenbeck(), { drift: 'theta (mu - x)', diffusion: 'sigma' }],
  [coxIngersollRoss(), { drift: 'theta (mu - x)', diffusion: 'sigma sqrt(x)' }],
  [doubleWell(), { drift: 'x - x^3', diffusion: 'sigma' }],
  [blackScholes(), { drift: 'rate x', diffusion: 'volatility x' }],
  [
    kuboOscillator(),
    {
      variables: ['x', 'y'],
      drift: ['-sigma^2 x / 2 - omega y', 'omega x - sigma^2 y / 2'],
      diffusion: ['-sigma y', 'sigma x'],
      noise: 'scalar',
    },
  ],
  [
    noisyLorenz(),
    {
      variables: ['x', 'y', 'z'],
      drift: ['s (y - x)', 'x (rho - z) - y', 'x y - beta z'],
      diffusion: 'noise',
    },
  ],
];

test('every problem is written out here', () => {
  expect(written.map(([{ name }]) => name).sort()).toEqual(
    sdeProblems.map((make) => make().name).sort(),
  );
});

test.for(written.map(([problem, formulas]) => [problem.name, problem, formulas] as const))(
  '%s is what its formulas say',
  async ([, { sde, options }, formulas]) => {
    const { start: _, end: __, strike: ___, radius: ____, ...parameters } = options;
    const own = await ito({ ...formulas, parameters });
    const x = state(own.space.size);
    expect(own.diffusion.kind).toBe(sde.diffusion.kind);
    expectClose(sde.drift(x, 0.3), own.drift(x, 0.3));
    expectClose(noiseAt(sde, x, 0.3), noiseAt(own, x, 0.3));
    if (sde.diffusion.kind !== 'additive' && own.diffusion.kind !== 'additive') {
      expectClose(sde.diffusion.correction(x, 0.3), own.diffusion.correction(x, 0.3));
    }
  },
);

describe('what is known of a problem is so', () => {
  // 4,096 paths of a fixed key; means within 5 standard errors (a false alarm in 10^6, were the key drawn) and what the
  // steps leave: Euler's weak error, estimated by the difference of two step sizes and doubled
  const paths = 4096;
  const endOf = async ({ sde, start, over }: SdeProblem, steps: number): Promise<F> => {
    const all = Float64Array.from(
      { length: paths * start.length },
      (_, i) => start[i % start.length] as number,
    );
    return (await solve(sde, { solver: eulerMaruyama(), start: all, over, steps, seed: 'moments' }))
      .x;
  };
  const mean = (v: F): number => v.reduce((a, b) => a + b, 0) / v.length;
  const expectMean = (values: F, coarse: F, wanted: number): void => {
    const m = mean(values);
    const error = Math.sqrt(mean(values.map((v) => (v - m) ** 2)) / values.length);
    expect(Math.abs(m - wanted)).toBeLessThan(5 * error + 2 * Math.abs(m - mean(coarse)));
  };
  const known = sdeProblems.map((make) => make());
  test.for(known.filter(({ moments }) => moments !== undefined))(
    'moments of $name',
    async (problem) => {
      const { mean: means = [], variance = [] } = problem.moments?.(problem.over[1]) ?? {};
      const [fine, coarse] = [await endOf(problem, 256), await endOf(problem, 128)];
      for (const [d, m] of means.entries()) {
        const own = (values: F): F => values.filter((_, i) => i % means.length === d);
        const squares = (values: F): F => own(values).map((x) => (x - m) ** 2);
        expectMean(own(fine), own(coarse), m);
        expectMean(squares(fine), squares(coarse), variance[d] as number);
      }
    },
  );
  test.for(known.filter(({ expectation }) => expectation !== undefined))(
    'expectation of $name',
    async (problem) => {
      const { of, exact } = problem.expectation ?? { of: () => 0, exact: Number.NaN };
      const [fine, coarse] = [await endOf(problem, 1024), await endOf(problem, 512)];
      expectMean(fine.map(of), coarse.map(of), exact);
    },
  );
});

test('the price of a call is the integral of its pay-off against the lognormal density', () => {
  // trapezoidal rule over 20 standard deviations, smooth but for a kink that lies on a node
  fc.assert(
    fc.property(
      fc.record({
        rate: fc.double({ min: -0.1, max: 0.2, noNaN: true }),
        volatility: fc.double({ min: 0.05, max: 0.8, noNaN: true }),
        strike: fc.double({ min: 20, max: 300, noNaN: true }),
      }),
      (options) => {
        const { rate, volatility, strike } = options;
        const price = blackScholes(options).expectation?.exact ?? Number.NaN;
        const kink = (Math.log(strike / 100) - (rate - volatility ** 2 / 2)) / volatility;
        const h = 1 / 4096;
        let sum = 0;
        for (let k = 1; k < 30 / h; k++) {
          const z = Math.max(kink, -12) + k * h;
          const x = 100 * Math.exp(rate - volatility ** 2 / 2 + volatility * z);
          sum += h * Math.exp(-rate) * (x - strike) * Math.exp((-z * z) / 2);
        }
        // Euler-Maclaurin: h^2 / 12 times the slope at the kink, below strike * volatility
        const tolerance = ((h ** 2 / 12) * strike * volatility * Math.exp(-rate)) / 2 + 1e-9;
        expect(Math.abs(sum / Math.sqrt(2 * Math.PI) - price)).toBeLessThan(tolerance);
      },
    ),
    { numRuns: 20 },
  );
});

test('cube roots are real on both sides of 0, and so are their derivatives', async () => {
  const { formula } = await import('../../src/problem/formula/formula.ts');
  const c = Math.cbrt;
  const known: readonly (readonly [string, (x: number) => number, (x: number) => number])[] = [
    ['cbrt(x)', (x) => 1 / (3 * c(x) ** 2), (x) => -2 / (9 * c(x) ** 5)],
    ['cbrt(-x)', (x) => -1 / (3 * c(x) ** 2), (x) => 2 / (9 * c(x) ** 5)],
    ['x cbrt(x)', (x) => (4 / 3) * c(x), (x) => 4 / (9 * c(x) ** 2)],
    ['cbrt(x)^2 / 2', (x) => 1 / (3 * c(x)), (x) => -1 / (9 * c(x) ** 4)],
    [
      'cbrt(cbrt(8 x))',
      (x) => ((2 / 9) * c(c(8 * x))) / (2 * x),
      (x) => ((-8 / 81) * c(c(8 * x))) / x ** 2,
    ],
    ['cbrt(t) + cbrt(7 - t)', () => 0, () => 0],
  ];
  for (const [text, first, second] of known) {
    const own = await formula('drift', text, ['x', 't']);
    const slope = own.derivative('x');
    for (const [f, exact] of [
      [slope, first],
      [slope.derivative('x'), second],
    ] as const) {
      const x = [-8, -0.3, 0.7, 27];
      const columns = f.on({ x: Float64Array.from(x), t: -3 });
      for (const [i, value] of x.entries()) {
        // some roundings of 2^-53
        const slack = 32 * 2 ** -53 * Math.abs(exact(value));
        expect(Math.abs(f.at({ x: value, t: -3 }) - exact(value)), text).toBeLessThanOrEqual(slack);
        const column = typeof columns === 'number' ? columns : (columns[i] as number);
        expect(Math.abs(column - exact(value)), text).toBeLessThanOrEqual(slack);
      }
    }
  }
});

test('g dg/dx is symbolic: it agrees with differences', async () => {
  const formulas = [
    'sin(x) + 2',
    'x^2 / (1 + t)',
    'sqrt(1 + x^2)',
    'tanh(x)',
    'exp(-x^2)',
    'log(2 + x)',
    'abs(x)',
    'tan(x / 3)',
    'pow(x, 3)',
    'cbrt(x)',
    'atan(x) cosh(x)',
  ];
  for (const diffusion of formulas) {
    const { diffusion: noise } = await ito({ drift: '0', diffusion });
    if (noise.kind !== 'diagonal') throw new Error(diffusion);
    const x = state(1);
    const e = 1e-5;
    const [up, down] = [
      noise.at(
        x.map((v) => v + e),
        0.5,
      ),
      noise.at(
        x.map((v) => v - e),
        0.5,
      ),
    ];
    const own = noise.correction(x, 0.5);
    for (const [i, g] of noise.at(x, 0.5).entries()) {
      // a central difference: e^2 times a third derivative below 100, and rounding 1e-16 / e times values below 20
      const difference = (g * ((up[i] as number) - (down[i] as number))) / (2 * e);
      expect(Math.abs((own[i] as number) - difference), diffusion).toBeLessThan(2e-8 * (1 + g * g));
    }
  }
});

test('with scalar noise the derivative of g along itself is that of differences, of all variables', async () => {
  const { diffusion: noise } = await ito({
    variables: ['x', 'y', 'z'],
    drift: '0',
    diffusion: ['x y + t', 'sin(x - z)', '2'],
    noise: 'scalar',
  });
  if (noise.kind !== 'scalar') throw new Error(noise.kind);
  const x = state(3);
  const e = 1e-5;
  const g = noise.at(x, 0.5);
  const along = (by: number): F =>
    noise.at(
      x.map((v, i) => v + by * (g[i] as number)),
      0.5,
    );
  const [up, down] = [along(e), along(-e)];
  for (const [i, own] of noise.correction(x, 0.5).entries()) {
    // e^2 times a third derivative along g, below 100, and rounding 1e-16 / e times values below 20
    const difference = ((up[i] as number) - (down[i] as number)) / (2 * e);
    expect(Math.abs(own - difference)).toBeLessThan(2e-8);
  }
});

test('scalar noise of one function of time is additive and shared; of several it is scalar', async () => {
  const both = { variables: ['x', 'y'], drift: '0', noise: 'scalar' } as const;
  const same = (await ito({ ...both, diffusion: '1 + t' })).diffusion;
  expect([same.kind, 'isShared' in same && same.isShared]).toEqual(['additive', true]);
  expect((await ito({ ...both, diffusion: ['1', 't'] })).diffusion.kind).toBe('scalar');
});

test('Milstein needs no derivative of the user: on formulas it is what it is on functions', async () => {
  const problem = geometricBrownianMotion();
  const own = await ito({
    drift: 'mu x',
    diffusion: 'sigma x',
    parameters: { mu: 0.5, sigma: 0.6 },
  });
  const run = {
    solver: milstein(),
    start: new Float64Array(8).fill(1),
    over: [0, 1],
    steps: 20,
    seed: 3,
  } as const;
  expectClose((await solve(own, run)).x, (await solve(problem.sde, run)).x);
});

test.for<[string, ItoFormulas, string]>([
  ['an unknown name', { drift: 'a x', diffusion: '1' }, 'symbol'],
  ['no formula', { drift: 'x +', diffusion: '1' }, 'is not a formula'],
  [
    'noise of another variable',
    { variables: ['x', 'y'], drift: ['y', 'x'], diffusion: ['y', '1'] },
    'depends on y',
  ],
  [
    'noise of a variable before it',
    { variables: ['x', 'y'], drift: ['y', 'x'], diffusion: ['1', 'x'] },
    'of y depends on x',
  ],
  [
    'too few formulas',
    { variables: ['x', 'y'], drift: ['y'], diffusion: '1' },
    'formula for each of x, y',
  ],
  [
    'a variable called t',
    { variables: ['t'], drift: '1', diffusion: '1' },
    't, e, pi, i and end are taken',
  ],
  ['a parameter twice', { drift: 'x', diffusion: '1', parameters: { x: 1 } }, 'differ'],
  [
    'a parameter that is no number',
    { drift: 'a', diffusion: '1', parameters: { a: Number.NaN } },
    'must be a number',
  ],
  ['no variables', { variables: [], drift: '1', diffusion: '1' }, 'at least one'],
])('%s is refused in one line', async ([, formulas, words]) => {
  const error = await ito(formulas).catch((reason: unknown) => reason);
  expect(String(error)).toContain(words);
  expect(String(error)).not.toContain('\n');
});

// d/dy (-2)^y has ln(-2) in it, which is no real number
test.for([
  ['diagonal', 'x', ['(-2)^x', '1 + y']],
  ['diagonal', 'y', ['1 + x', '(-2)^y']],
  ['scalar', 'x', ['y', '(-2)^x']],
] as const)(
  'a diffusion without a derivative is named with the variable: %s noise, %s',
  async ([noise, variable, diffusion]) => {
    const error = await ito({ variables: ['x', 'y'], drift: '0', diffusion, noise }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(
      `ito: diffusion: "(-2)^${variable}" has no derivative in ${variable}: `,
    );
  },
);
