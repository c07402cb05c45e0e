import fc from 'fast-check';
import { erf } from 'mathjs';
import { describe, expect, test } from 'vitest';
import {
  cosine,
  ddpm,
  edm,
  expression,
  type Schedule,
  schedules,
  subVp,
  transition,
  ve,
  vp,
} from '../../src/problem/index.ts';
import { anyTime } from '../../src/testing/index.ts';
import peers from '../goldens/likelihood.json' with { type: 'json' };

const formulas = await Promise.all([
  expression({ beta: '0.1 + 19.9 t^2' }),
  expression({ drift: '-2 t x', diffusion: 'sqrt(1 + 4 t)' }),
  expression({ alpha: 'cos(pi t / 2.02)', sigma: 'sin(pi t / 2.02)' }),
]);
const named: readonly (readonly [string, Schedule])[] = [
  ...schedules.map((make) => make()),
  vp({ betaMin: 1, betaMax: 1 }),
  ve({ sigmaMin: 0.002, sigmaMax: 300 }),
  edm({ sigmaMax: 5 }),
  cosine({ s: 0.05 }),
  ddpm({ betas: 'scaled-linear' }),
  ddpm({ betas: 'cosine', steps: 50 }),
  ddpm({ betas: [0.1, 0.2, 0.15] }),
  ddpm({ zeroTerminalSnr: true }),
  ddpm({ betas: [0.1, 0.2, 0.15], zeroTerminalSnr: true }),
  subVp({ betaMax: 5 }),
  ...formulas,
].map((schedule) => [`${schedule.name} ${JSON.stringify(schedule.options)}`, schedule]);

/** Richardson's derivative from both sides: error h^4 f^(5)/30, rounding 3 2^-53 |f| / h. */
function derivative(f: (t: number) => number, t: number, h: number): number {
  const central = (step: number): number => (f(t + step) - f(t - step)) / (2 * step);
  return (4 * central(h / 2) - central(h)) / 3;
}

describe.for(named)('%s', ([, schedule]) => {
  const { alpha, sigma, f, g, logSnr, timeOf, range, trainingSteps } = schedule;
  const times = anyTime(schedule);

  test('is the data at t = 0', () => {
    expect(alpha(0)).toBeCloseTo(1, 12);
    expect(Math.abs(sigma(0))).toBeLessThan(1e-12);
    expect(logSnr(1e-300) > 50 || schedule.name === 've' || schedule.name === 'cosine').toBe(true);
  });

  test('f = d ln alpha/dt and g^2 = d sigma^2/dt - 2 f sigma^2', () => {
    fc.assert(
      fc.property(times, (at) => {
        // a kink of a discrete schedule must not lie within the stencil: the middle of its interval, a tenth of it wide
        const N = trainingSteps;
        const t = N === undefined ? at * 0.995 : (Math.max(Math.ceil(at * N), 1) - 0.5) / N;
        const h =
          N === undefined
            ? 1e-3 * Math.min(t, range.sample[0] - t, 0.05 * range.sample[0])
            : (schedule.options.zeroTerminalSnr === true ? 5e-4 : 0.05) / N;
        // where alpha ends at 0, half an interval from the middle of the last one, a thousandth of that.
        // with |f^(k)| < (3/h)^k 1e-3^k |f| the fourth-order error is below 1e-10, and rounding 2^-53 / 1e-3 below 1e-12,
        // both of the function over t; a formula is integrated to 1e-10
        const scale = (value: number): number => 1e-7 * Math.abs(value) + 1e-9 / h / 1e3;
        const logSlope = derivative((s) => Math.log(alpha(s)), t, h);
        expect(Math.abs(logSlope - f(t))).toBeLessThan(scale(f(t)));
        const power = derivative((s) => sigma(s) ** 2, t, h) - 2 * f(t) * sigma(t) ** 2;
        expect(Math.abs(power - g(t) ** 2)).toBeLessThan(scale(g(t) ** 2) + 1e-7 * Math.abs(f(t)));
      }),
      { seed: 20, numRuns: 60 },
    );
  });

  test('logSnr is ln(alpha / sigma), falls strictly, and timeOf inverts it', () => {
    fc.assert(
      fc.property(times, times, (s, t) => {
        expect(logSnr(t)).toBeCloseTo(Math.log(alpha(t) / sigma(t)), 9);
        if (t > s * (1 + 1e-9)) expect(logSnr(t)).toBeLessThan(logSnr(s));
        const back = timeOf(logSnr(t));
        // lambda carries a rounding of |lambda| 2^-52, which d ln t / d lambda <= 20 turns into one of t; cosine's
        // inverse is exact to rounding of its angle, s = .008
        expect(Math.abs(back - t)).toBeLessThan(
          1e-12 * Math.max(t, 0.05) * (1 + Math.abs(logSnr(t))),
        );
      }),
      { seed: 21, numRuns: 100 },
    );
  });

  test('transitions compose: s -> u -> t is s -> t', () => {
    fc.assert(
      fc.property(fc.uniqueArray(times, { minLength: 3, maxLength: 3 }), (three) => {
        const [s, u, t] = three.sort((a, b) => a - b) as [number, number, number];
        if (u - s < 1e-9 || t - u < 1e-9) return;
        const [first, second, whole] = [
          transition(schedule, s, u),
          transition(schedule, u, t),
          transition(schedule, s, t),
        ];
        expect(second.scale * first.scale).toBeCloseTo(whole.scale, 12);
        const power = (second.scale * first.std) ** 2 + second.std ** 2;
        expect(Math.abs(power / whole.std ** 2 - 1)).toBeLessThan(1e-6);
        const marginal = (whole.scale * sigma(s)) ** 2 + whole.std ** 2;
        expect(Math.abs(marginal / sigma(t) ** 2 - 1)).toBeLessThan(1e-8);
      }),
      { seed: 22, numRuns: 50 },
    );
  });
});

test('alpha and sigma are those of the published SDEs', () => {
  // the file holds 13 digits
  const makers = { vp, subvp: subVp, ve };
  for (const { sde, t, alpha, sigma } of peers.cases) {
    const schedule = makers[sde as keyof typeof makers]();
    expect(schedule.alpha(t)).toBeCloseTo(alpha, 12);
    // the file's VE takes away the variance it has at t = 0, 0.01^2, where the paper lets sigma jump to 0
    const own = sde === 've' ? Math.sqrt(schedule.sigma(t) ** 2 - 0.01 ** 2) : schedule.sigma(t);
    expect(own / (sigma || 1)).toBeCloseTo(sigma === 0 ? 0 : 1, 12);
  }
});

test('digits are kept as t goes to 0', () => {
  // sigma^2 = B + O(B^2) with B = t/10 + O(t^2): compared with the series at t = 1e-9
  const t = 1e-9;
  const B = 0.1 * t + (19.9 * t * t) / 2;
  expect(vp().sigma(t) / Math.sqrt(B - (B * B) / 2)).toBeCloseTo(1, 14);
  expect(subVp().sigma(t) / (B - (B * B) / 2)).toBeCloseTo(1, 14);
  expect(vp().logSnr(t)).toBeCloseTo(-Math.log(Math.sqrt(B)), 7);
  const pace = Math.PI / 2.016;
  const series = 2 * pace * t * Math.tan(pace * 0.008);
  expect(cosine().sigma(t) ** 2 / series).toBeCloseTo(1, 6);
});

describe('ddpm', () => {
  test('at training times alpha^2 is the running product of 1 - beta', () => {
    const betas = Array.from({ length: 40 }, (_, i) => 0.001 + 0.005 * i);
    const schedule = ddpm({ betas });
    let bar = 1;
    for (const [i, beta] of betas.entries()) {
      bar *= 1 - beta;
      // forty roundings
      expect(Math.abs(schedule.alpha((i + 1) / 40) ** 2 / bar - 1)).toBeLessThan(40 * 2 ** -52);
    }
  });

  test('tends to the VP as N grows, with an error of order 1/N', () => {
    const limit = vp();
    const error = (N: number): number =>
      Math.max(
        ...[0.1, 0.3, 0.5, 0.8].map((t) =>
          Math.abs(ddpm({ steps: N }).logSnr(t) - limit.logSnr(t)),
        ),
      );
    for (const N of [1000, 2000, 4000]) {
      const rate = Math.log2(error(N) / error(2 * N));
      // exactly 1 in the limit; the next term is 1/N relative
      expect(Math.abs(rate - 1)).toBeLessThan(0.05);
    }
  });

  test('named lists are those of diffusers at 1,000 steps', () => {
    // alphas_cumprod[499] and [999] of diffusers' linear and scaled_linear, as sigma/alpha in its schedulers' sigmas
    const ratio = (s: Schedule, t: number): number => Math.exp(-s.logSnr(t));
    expect(ratio(ddpm(), 1)).toBeCloseTo(157.4072808104, 8);
    expect(ratio(ddpm(), 0.101)).toBeCloseTo(0.342259699013, 11);
    expect(ratio(ddpm({ betas: 'scaled-linear' }), 1)).toBeCloseTo(14.61464122933, 9);
  });
});

describe('formulas', () => {
  test.for([
    ['beta', { beta: '0.1 + 19.9 t' }],
    ['drift and diffusion', { drift: '-0.5 (0.1 + 19.9 t) x', diffusion: 'sqrt(0.1 + 19.9 t)' }],
    ['drift as a coefficient', { drift: '-(0.1 + 19.9 t) / 2', diffusion: '(0.1 + 19.9 t)^0.5' }],
    [
      'alpha and sigma',
      { alpha: 'exp(-(0.1 t + 9.95 t^2) / 2)', sigma: 'sqrt(1 - exp(-(0.1 t + 9.95 t^2)))' },
    ],
  ] as const)('the VP by %s is vp()', async ([, given]) => {
    const [own, known] = [await expression(given), vp()];
    for (const t of [1e-3, 0.01, 0.2, 0.5, 0.9, 1]) {
      for (const curve of ['alpha', 'sigma', 'f', 'g', 'logSnr'] as const) {
        const [a, b] = [own[curve](t), known[curve](t)];
        expect(Math.abs(a - b), `${curve}(${t})`).toBeLessThan(1e-10 * Math.max(1, Math.abs(b)));
      }
      expect(own.timeOf(known.logSnr(t))).toBeCloseTo(t, 10);
    }
  });

  // B(t), the integral of beta from 0, in closed form: -2 ln alpha
  const near = (t: number): number => Math.sqrt(Math.PI) * 0.15 * (1 + erf((t - 0.503) / 0.0003));
  const arcs = (u: number): number => 2 * Math.floor(u / Math.PI) + 1 - Math.cos(u % Math.PI);
  test.for([
    ['20 sqrt(t)', (t: number) => (40 / 3) * t ** 1.5],
    ['-log(t)', (t: number) => t - t * Math.log(t)],
    ['10 exp(-3 t)', (t: number) => (-10 / 3) * Math.expm1(-3 * t)],
    ['1 + abs(t - 0.3)', (t: number) => t + 0.045 + (Math.sign(t - 0.3) * (t - 0.3) ** 2) / 2],
    ['1 + 1000 exp(-((t - 0.503) / 0.0003)^2)', (t: number) => t + near(t)],
    ['1 + abs(sin(400 t))', (t: number) => t + arcs(400 * t) / 400],
  ] as const)('beta = %s is integrated to 1e-10', async ([beta, integral]) => {
    const { alpha } = await expression({ beta });
    for (const t of [1e-3, 0.0317, 0.3, 0.5029, 0.7, 1]) {
      expect(Math.abs(-2 * Math.log(alpha(t)) - integral(t)), `t = ${t}`).toBeLessThan(1e-10);
    }
  });

  test('a kink is integrated to 1e-10 wherever it is, also between the end of a panel and its first node', async () => {
    const places = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const check = fc.asyncProperty(places, async (kink) => {
      const { alpha } = await expression({ beta: `1 + 30 abs(t - ${kink})` });
      const integral = (t: number): number =>
        t + 15 * (kink ** 2 + Math.sign(t - kink) * (t - kink) ** 2);
      for (const t of [0.2, 0.61, 1]) {
        expect(Math.abs(-2 * Math.log(alpha(t)) - integral(t))).toBeLessThan(1e-10);
      }
    });
    const examples: [number][] = [[0.015708], [0.0157], [0.31248]];
    await fc.assert(check, { seed: 23, numRuns: 100, examples });
  });

  test('a linear SDE is integrated to 1e-10', async () => {
    // drift -x, diffusion e^t: sigma^2 = e^-2t int e^4s ds
    const { alpha, sigma } = await expression({ drift: '-x', diffusion: 'exp(t)' });
    for (const t of [1e-3, 0.2, 1]) {
      expect(Math.abs(alpha(t) - Math.exp(-t))).toBeLessThan(1e-10);
      const power = (Math.exp(-2 * t) * Math.expm1(4 * t)) / 4;
      expect(Math.abs(sigma(t) ** 2 / power - 1)).toBeLessThan(1e-10);
    }
  });

  test.for([
    [{ beta: '0.1 + 19.9 s' }, 'beta: unknown symbol "s"'],
    [{ beta: 'sine(t)' }, 'beta: unknown function "sine"; did you mean "sin"?'],
    [{ beta: '1 - 2 t' }, 'beta must not be negative on (0, 1], got'],
    [{ beta: '1 / (t - 0.5)^2' }, 'beta must be finite on (0, 1], got Infinity at t = 0.5'],
    [{ beta: '1 / t' }, 'could not be integrated over [0, 1] to 1e-10'],
    [{ beta: '1 / (t - 0.5001)^2' }, 'could not be integrated'],
    [{ beta: '1 / sqrt(t)' }, 'could not be integrated'],
    [{ beta: 'log(t)' }, 'beta must not be negative'],
    [{ beta: '0.1 +' }, '"0.1 +" is not a formula'],
    [{ beta: 'a = 3' }, 'is not allowed in a formula'],
    [{ beta: 'import("fs")' }, 'unknown function "import"'],
    [{ beta: '[1, 2]' }, 'is not allowed in a formula'],
    [{ beta: '"text"' }, 'is not a number'],
    [{ beta: 't'.repeat(501) }, 'a formula may have 500 characters, got 501'],
    [{ beta: '5!' }, 'operator ! is not allowed'],
    [
      { beta: '1 / t (1 - t)' },
      'beta: "1 / t (1 - t)" divides by t before a parenthesis; write / (t * (...)) or / t * (...)',
    ],
    [{ drift: '-x^2', diffusion: '1' }, 'drift must be linear in x'],
    [{ drift: '-x + 1', diffusion: '1' }, 'drift must be linear in x'],
    [{ drift: '-x', diffusion: 't - 0.5' }, 'diffusion must not be negative'],
    [{ alpha: '1 - t/2', sigma: 't + 0.1' }, 'sigma must be 0 at t = 0, got 0.1'],
    [{ alpha: '2 - t', sigma: 't' }, 'alpha must be 1 at t = 0, got 2'],
    [
      { alpha: '1', sigma: 't * (1.2 - t)' },
      'g^2 = d sigma^2 / dt - 2 f sigma^2 must not be negative',
    ],
  ] as const)('%o is refused', async ([given, message]) => {
    await expect(expression(given)).rejects.toThrow(message);
  });
});

test('settings that make no schedule are named', () => {
  expect(() => vp({ betaMin: -1 })).toThrow('vp: betaMin must be a finite number above 0, got -1');
  expect(() => vp({ betaMin: 3, betaMax: 2 })).toThrow(
    'betaMin must be at most betaMax, got 3 and 2',
  );
  expect(() => ve({ sigmaMin: 1, sigmaMax: 1 })).toThrow('sigmaMin must be below sigmaMax');
  expect(() => ddpm({ betas: [0.1, 1.2] })).toThrow('betas must be in (0, 1), got 1.2 at 1');
  expect(() => ddpm({ steps: 8 })).toThrow(
    'linear betas leave (0, 1) with 8 steps; give more steps, or cosine betas',
  );
  expect(() => ddpm({ betas: [] })).toThrow('ddpm: ');
});
