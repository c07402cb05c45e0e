import fc from 'fast-check';
import type { AdditiveSde, Diagonal, ItoSde } from '../problem/index.ts';
import { float64 } from '../space/index.ts';
import { digits, shown } from './shown.ts';

/** A linear SDE with constant coefficients, whose law is known. */
export interface LinearSde extends AdditiveSde<Float64Array> {
  /** Mean and variance of x a time span later, for a path that starts at x0. */
  law(x0: number, span: number): { readonly mean: number; readonly variance: number };
}

/** An SDE whose noise depends on the state, element by element. */
export interface DiagonalSde extends ItoSde<Float64Array> {
  readonly diffusion: Diagonal<Float64Array>;
}

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });
const dimension = fc.integer({ min: 1, max: 3 });

/**
 * dx = (a x + b) dt + g dw, in one to three dimensions.
 *
 *   mean = e^(a h) x0 + b (e^(a h) - 1) / a,   variance = g^2 (e^(2 a h) - 1) / (2 a)
 */
export function anyLinearSde(): fc.Arbitrary<LinearSde> {
  const coefficients = { a: number(-2, 2), b: number(-1, 1), g: number(0.1, 1) };
  return fc.record({ ...coefficients, D: dimension }).map(({ a, b, g, D }) => {
    const space = float64([D]);
    const grown = (rate: number, span: number): number => {
      const growth = rate * span;
      return Math.abs(growth) < 2 ** -53 ? span : (span * Math.expm1(growth)) / growth;
    };
    return shown<LinearSde>(
      {
        space,
        drift: (x) => space.shift(space.combine([a, x]), b),
        diffusion: { kind: 'additive', at: () => g },
        law: (x0, span) => ({
          mean: Math.exp(a * span) * x0 + b * grown(a, span),
          variance: g ** 2 * grown(2 * a, span),
        }),
      },
      `dx = (${digits(a)} x + ${digits(b)}) dt + ${digits(g)} dw`,
    );
  });
}

/** dx = (a x + b sin x) dt + (c + d t) dw, in one to three dimensions: noise that depends on time alone. */
export function anyAdditiveSde(): fc.Arbitrary<AdditiveSde<Float64Array>> {
  const coefficients = { a: number(-2, 1), b: number(-1, 1), c: number(0.1, 1), d: number(0, 1) };
  return fc.record({ ...coefficients, D: dimension }).map(({ a, b, c, d, D }) =>
    shown<AdditiveSde<Float64Array>>(
      {
        space: float64([D]),
        drift: (x) => x.map((v) => a * v + b * Math.sin(v)),
        diffusion: { kind: 'additive', at: (t) => c + d * t },
      },
      `dx = (${digits(a)} x + ${digits(b)} sin x) dt + (${digits(c)} + ${digits(d)} t) dw`,
    ),
  );
}

/** dx = (a x + b sin x) dt + c (1 + d sin x) dw, in one to three dimensions: noise that depends on the state and is never 0. */
export function anyDiagonalSde(): fc.Arbitrary<DiagonalSde> {
  const coefficients = { a: number(-2, 1), b: number(-1, 1), c: number(0.1, 1), d: number(0, 0.9) };
  return fc.record({ ...coefficients, D: dimension }).map(({ a, b, c, d, D }) => {
    const g = (v: number): number => c * (1 + d * Math.sin(v));
    return shown<DiagonalSde>(
      {
        space: float64([D]),
        drift: (x) => x.map((v) => a * v + b * Math.sin(v)),
        diffusion: {
          kind: 'diagonal',
          at: (x) => x.map(g),
          correction: (x) => x.map((v) => g(v) * c * d * Math.cos(v)),
        },
      },
      `dx = (${digits(a)} x + ${digits(b)} sin x) dt + ${digits(c)} (1 + ${digits(d)} sin x) dw`,
    );
  });
}
