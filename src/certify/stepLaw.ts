import type { Noise } from '../noise/index.ts';
import type { ItoSde } from '../problem/index.ts';
import type { AnySolver } from './certificate.ts';
import { gaussHermite, type Quadrature } from './gaussHermite.ts';

type F = Float64Array;

/** A law of finitely many values. */
export interface StepLaw {
  readonly values: F;
  readonly weights: F;
}

/** Polynomials of degree 39 in each draw; what is not a polynomial is smooth on the scale of a step. */
const normal = gaussHermite(20);
const threePoint: Quadrature = {
  points: [-Math.sqrt(3), 0, Math.sqrt(3)],
  weights: [1 / 6, 2 / 3, 1 / 6],
};

/** Draws of a step, independent of each other, each by the name and in units of its standard deviation. */
type Draw = (name: string, law: Quadrature, std: number) => F;

function noiseOf(draw: Draw, span: number): Noise<F> {
  return {
    W: () => draw('W', normal, Math.sqrt(span)),
    H: () => draw('H', normal, Math.sqrt(span / 12)),
    normal: () => draw('W', normal, 1),
    threePoint: () => draw('threePoint', threePoint, Math.sqrt(span)),
    extra: (k) => draw(`extra ${k}`, normal, 1),
  };
}

/**
 * Where one step from x at t leads to, without Monte Carlo: every combination of the points of a quadrature over each of the
 * step's draws, with its weight. Moments of its values are those of the step, up to that quadrature.
 *
 * @param sde an SDE of one dimension on Float64Array
 */
export function stepLaw(
  solver: AnySolver,
  sde: ItoSde<F>,
  x: number,
  t: number,
  s: number,
): StepLaw {
  const run = (rows: number, draw: Draw): F => {
    const noise = noiseOf(draw, Math.abs(s - t));
    const at = { problem: sde, x: new Float64Array(rows).fill(x), t, s, noise, past: [] };
    // a solver of an ItoSde asks for no more than that
    return solver.step(at as never).x as F;
  };
  // the first run only finds out which draws the step asks for
  const asked = new Map<string, Quadrature>();
  run(1, (name, law) => {
    asked.set(name, law);
    return new Float64Array(1);
  });
  const stride = new Map<string, number>();
  let rows = 1;
  for (const [name, { points }] of asked) {
    stride.set(name, rows);
    rows *= points.length;
  }
  const pick = (name: string, values: readonly number[], row: number): number =>
    values[Math.floor(row / (stride.get(name) as number)) % values.length] as number;
  const values = run(rows, (name, { points }, std) =>
    new Float64Array(rows).map((_, row) => std * pick(name, points, row)),
  );
  const weights = new Float64Array(rows).map((_, row) =>
    [...asked].reduce((product, [name, law]) => product * pick(name, law.weights, row), 1),
  );
  return { values, weights };
}

/** E[f] under a law. */
export function expectation({ values, weights }: StepLaw, f: (x: number) => number): number {
  return values.reduce((sum, value, i) => sum + (weights[i] as number) * f(value), 0);
}
