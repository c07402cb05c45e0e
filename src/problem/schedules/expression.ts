import { InputError } from '../../errors/index.ts';
import { type Formula, formula } from '../formula/formula.ts';
import type { Schedule } from '../schedule.ts';
import { cumulative } from './cumulative.ts';
import { type Curves, variancePreserving } from './fromIntegral.ts';
import { inverseOf } from './inverse.ts';

/** A schedule as formulas of t in [0, 1]: a VP by its rate, a linear SDE by its drift and diffusion, or by its marginals. */
export type Expressions =
  | { readonly beta: string }
  | { readonly drift: string; readonly diffusion: string }
  | { readonly alpha: string; readonly sigma: string };

/** Times at which formulas are tried: close to 0, and evenly. */
const trials = [1e-9, 1e-6, 1e-3, ...Array.from({ length: 256 }, (_, i) => (i + 1) / 256)];

function requireReal(what: string, f: (t: number) => number, isNegativeAllowed = true): void {
  for (const t of trials) {
    const value = f(t);
    if (!Number.isFinite(value))
      throw new InputError(`${what} must be finite on (0, 1], got ${value} at t = ${t}`);
    if (value < 0 && !isNegativeAllowed) {
      throw new InputError(`${what} must not be negative on (0, 1], got ${value} at t = ${t}`);
    }
  }
}

/** dx = -beta/2 x dt + sqrt(beta) dw */
async function fromRate(text: string): Promise<Curves> {
  const rate = await formula('beta', text, ['t']);
  const beta = (t: number): number => rate.at({ t });
  requireReal('beta', beta, false);
  const integral = cumulative('beta', beta);
  const back = inverseOf(
    (t) => -Math.log(integral(t)),
    (t) => -beta(t) / integral(t),
    1,
  );
  return variancePreserving({ beta, integral, timeOf: (B) => back(-Math.log(B)) });
}

/** The coefficient f(t) of a drift that is either f(t) itself or an expression linear in x. */
function coefficientOf(drift: Formula): (t: number) => number {
  if (!drift.uses('x')) return (t) => drift.at({ t });
  const slope = drift.derivative('x');
  for (const t of [0.1, 0.35, 0.8]) {
    for (const x of [-2, -0.5, 0, 1, 3]) {
      const [whole, linear] = [drift.at({ x, t }), slope.at({ x: 1, t }) * x];
      if (Math.abs(whole - linear) <= 1e-12 * Math.max(1, Math.abs(whole))) continue;
      throw new InputError(
        `drift must be linear in x, f(t) x, got "${drift.text}", which is ${whole} and not ${linear} at x = ${x}, t = ${t}`,
      );
    }
  }
  return (t) => slope.at({ x: 1, t });
}

/** dx = f x dt + g dw: ln alpha is the integral of f, sigma^2 = alpha^2 times that of g^2 / alpha^2. */
async function fromSde(driftText: string, diffusionText: string): Promise<Curves> {
  const f = coefficientOf(await formula('drift', driftText, ['t', 'x']));
  const diffusion = await formula('diffusion', diffusionText, ['t']);
  const g = (t: number): number => diffusion.at({ t });
  requireReal('drift', f);
  requireReal('diffusion', g, false);
  const logAlpha = cumulative('drift', f);
  const power = (t: number): number => g(t) ** 2 * Math.exp(-2 * logAlpha(t));
  const ratio = cumulative('diffusion^2 / alpha^2', power);
  const logSnr = (t: number): number => -Math.log(ratio(t)) / 2;
  return {
    alpha: (t) => Math.exp(logAlpha(t)),
    sigma: (t) => Math.exp(logAlpha(t)) * Math.sqrt(ratio(t)),
    f,
    g,
    logSnr,
    timeOf: inverseOf(logSnr, (t) => -power(t) / (2 * ratio(t)), 1),
  };
}

/** f = alpha' / alpha, g^2 = 2 sigma sigma' - 2 f sigma^2 */
async function fromMarginals(alphaText: string, sigmaText: string): Promise<Curves> {
  const signal = await formula('alpha', alphaText, ['t']);
  const noise = await formula('sigma', sigmaText, ['t']);
  const [signalSlope, noiseSlope] = [signal.derivative('t'), noise.derivative('t')];
  const [alpha, sigma] = [(t: number) => signal.at({ t }), (t: number) => noise.at({ t })];
  if (Math.abs(alpha(0) - 1) > 1e-12)
    throw new InputError(`alpha must be 1 at t = 0, got ${alpha(0)}`);
  if (Math.abs(sigma(0)) > 1e-12) throw new InputError(`sigma must be 0 at t = 0, got ${sigma(0)}`);
  requireReal('alpha', alpha, false);
  requireReal('sigma', sigma, false);
  const f = (t: number): number => signalSlope.at({ t }) / alpha(t);
  const power = (t: number): number => 2 * sigma(t) * (noiseSlope.at({ t }) - f(t) * sigma(t));
  requireReal('f = d ln alpha / dt', f);
  requireReal('g^2 = d sigma^2 / dt - 2 f sigma^2', power, false);
  const logSnr = (t: number): number => Math.log(alpha(t) / sigma(t));
  return {
    alpha,
    sigma,
    f,
    g: (t) => Math.sqrt(power(t)),
    logSnr,
    timeOf: inverseOf(logSnr, (t) => f(t) - noiseSlope.at({ t }) / sigma(t), 1),
  };
}

/**
 * A schedule of the user's own, by formulas of t in [0, 1]:
 *
 *   { beta: '0.1 + 19.9 t' }                                    dx = -beta/2 x dt + sqrt(beta) dw
 *   { drift: '-0.5 (0.1 + 19.9 t) x', diffusion: 'sqrt(0.1 + 19.9 t)' }   dx = f x dt + g dw; x may be left out
 *   { alpha: 'cos(pi t / 2.1)', sigma: 'sin(pi t / 2.1)' }      x_t = alpha x_0 + sigma eps
 *
 * Derivatives are symbolic, integrals numerical to 1e-10, inverses to rounding.
 *
 * @param options its settings
 * @param options.range times to sample and to train over, [1, 1e-3] and [1e-5, 1] by default
 * @throws InputError if a formula is none, is not finite or negative where it may not be, or noise does not grow
 */
export async function expression(
  given: Expressions,
  { range = { sample: [1, 1e-3], train: [1e-5, 1] } }: { range?: Schedule['range'] } = {},
): Promise<Schedule> {
  const curves = await ('beta' in given
    ? fromRate(given.beta)
    : 'drift' in given
      ? fromSde(given.drift, given.diffusion)
      : fromMarginals(given.alpha, given.sigma));
  for (const [i, t] of trials.entries()) {
    const before = trials[i - 1];
    if (before === undefined || curves.logSnr(t) < curves.logSnr(before)) continue;
    throw new InputError(
      `noise must grow against the signal at all times, but logSnr goes from ${curves.logSnr(before)} at t = ${before} to ${curves.logSnr(t)} at t = ${t}`,
    );
  }
  return {
    name: 'expression',
    options: { ...given },
    source: 'given as formulas',
    range,
    ...curves,
  };
}
