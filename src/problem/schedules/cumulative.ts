import { InputError } from '../../errors/index.ts';
import { quadrature, gaussLegendre as rule } from '../quadrature.ts';

/** What the values at the nodes, continued as a polynomial, give at 0: coefficients of Lagrange. */
const toStart = rule.map(({ node }) =>
  rule.reduce((product, { node: other }) => {
    return other === node ? product : (product * other) / (other - node);
  }, 1),
);

/**
 * How far f at both ends of a panel is from the polynomial through its nodes, times the panel's width: a kink between an end and
 * the nearest node changes neither the panel's sum nor that of its halves, but it shows here.
 */
function missed(f: (t: number) => number, from: number, to: number): number {
  const values = rule.map(({ node }) => f(from + node * (to - from)));
  const last = values.length - 1;
  const [start, end] = [f(from), f(to)];
  const gaps = [
    start - values.reduce((sum, v, i) => sum + (toStart[i] as number) * v, 0),
    end -
      values.reduce((sum, _, i) => sum + (toStart[i] as number) * (values[last - i] as number), 0),
  ];
  // f may be infinite at 0, as a logarithm is
  return Math.max(0, ...gaps.filter(Number.isFinite).map(Math.abs)) * (to - from);
}

/** Panels at first, so that a bump is not stepped over; halvings of one; panels in all. */
const limits = { first: 64, halvings: 48, panels: 20_000 };
/** Largest disagreement of a panel with its halves, against the integral over [0, 1]; their sum stays below 1e-10. */
const tolerance = 1e-15;
/** The same of a panel's ends; what a kink adds to an integral is less than a hundredth of what it shows there. */
const endTolerance = 100 * tolerance;

/**
 * The integral of f from 0 to t, for t in [0, 1], to 1e-10: Gauss-Legendre on panels that are halved until a panel agrees
 * with its halves, so that kinks and roots cost panels where they are and nowhere else.
 *
 * @param what names f in the error
 * @throws InputError if f is too rough, as at a pole
 */
export function cumulative(what: string, f: (t: number) => number): (t: number) => number {
  const [starts, sums]: [number[], number[]] = [[], []];
  const firsts = Array.from({ length: limits.first }, (_, i) => ({
    from: i / limits.first,
    to: (i + 1) / limits.first,
    whole: quadrature(f, i / limits.first, (i + 1) / limits.first),
  }));
  const size = Math.max(
    1,
    firsts.reduce((total, { whole }) => total + Math.abs(whole), 0),
  );
  let sum = 0;
  const add = (from: number, to: number, whole: number, halvings: number): void => {
    const middle = (from + to) / 2;
    const [left, right] = [quadrature(f, from, middle), quadrature(f, middle, to)];
    // what rounding leaves of a panel is no disagreement
    const rounding = 4 * Number.EPSILON * (Math.abs(left) + Math.abs(right));
    const agrees = Math.abs(left + right - whole) <= tolerance * size + rounding;
    const ends = (a: number, b: number): boolean =>
      missed(f, a, b) <= endTolerance * size + 16 * rounding;
    if (agrees && ends(from, middle) && ends(middle, to)) {
      starts.push(from, middle);
      sums.push(sum, sum + left);
      sum += left + right;
    } else if (halvings < limits.halvings && starts.length < limits.panels) {
      add(from, middle, left, halvings + 1);
      add(middle, to, right, halvings + 1);
    } else {
      throw new InputError(
        `${what} could not be integrated over [0, 1] to 1e-10; it must be finite there and not too rough`,
      );
    }
  };
  for (const { from, to, whole } of firsts) add(from, to, whole, 0);
  return (t) => {
    let [low, high] = [0, starts.length - 1]; // the last panel that starts at or below t
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] as number) <= t) low = middle;
      else high = middle - 1;
    }
    return (sums[low] as number) + quadrature(f, starts[low] as number, t);
  };
}
