import { InputError } from '../../errors/index.ts';

const order = 10;

/** Nodes and weights of Gauss-Legendre quadrature on [0, 1], by Newton's method on the Legendre polynomial. */
const rule = Array.from({ length: order }, (_, i) => {
  let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
  let slope = 0;
  for (let round = 0; round < 8; round++) {
    let [before, value] = [1, x];
    for (let n = 2; n <= order; n++)
      [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
    slope = (order * (x * value - before)) / (x * x - 1);
    x -= value / slope;
  }
  return { node: (1 + x) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
});

function quadrature(f: (t: number) => number, from: number, to: number): number {
  return (
    rule.reduce((sum, { node, weight }) => sum + weight * f(from + node * (to - from)), 0) *
    (to - from)
  );
}

/** Integrals of f from 0 to i / panels, i = 0..panels. */
function table(f: (t: number) => number, panels: number): Float64Array {
  const sums = new Float64Array(panels + 1);
  for (let i = 0; i < panels; i++) {
    sums[i + 1] = (sums[i] as number) + quadrature(f, i / panels, (i + 1) / panels);
  }
  return sums;
}

/**
 * The integral of f from 0 to t, for t in [0, 1], to 1e-10: Gauss-Legendre on panels that are halved until two tables agree.
 *
 * @param what names f in the error
 * @throws InputError if f is too rough: 4,096 panels do not agree with 2,048
 */
export function cumulative(what: string, f: (t: number) => number): (t: number) => number {
  const tolerance = 1e-11;
  let coarse = table(f, 16);
  for (let panels = 32; panels <= 4096; panels *= 2) {
    const fine = table(f, panels);
    const agree = coarse.every((value, i) => {
      const other = fine[2 * i] as number;
      return Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(other));
    });
    if (agree) {
      return (t) => {
        const i = Math.min(Math.max(Math.floor(t * panels), 0), panels - 1);
        return (fine[i] as number) + quadrature(f, i / panels, t);
      };
    }
    coarse = fine;
  }
  throw new InputError(
    `${what} could not be integrated over [0, 1] to 1e-10; it must be smooth there, without jumps and poles`,
  );
}
