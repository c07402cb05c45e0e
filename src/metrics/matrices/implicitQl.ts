import type { Rotations } from './rotations.ts';

/** The eigenvalues of a tridiagonal matrix, in no order, and the turns that make it diagonal. */
export interface Diagonalised {
  readonly values: Float64Array;
  readonly rotations: Rotations;
}

/** Sweeps after which an eigenvalue is given up; two are usual. */
const mostSweeps = 60;

/** The first element from l on that is coupled with none after it, to rounding. */
function uncoupled(values: Float64Array, beside: Float64Array, l: number): number {
  let m = l;
  for (; m < values.length - 1; m++) {
    const size = Math.abs(values[m] as number) + Math.abs(values[m + 1] as number);
    if (Math.abs(beside[m] as number) <= Number.EPSILON * size) break;
  }
  return m;
}

/**
 * The implicit QL algorithm of a symmetric tridiagonal matrix.
 *
 * @param diagonal [n]
 * @param coupling [n]: element i couples i and i + 1
 * @param isKept whether the rotations are kept, for eigenvectors
 * @see Dubrulle, Martin & Wilkinson (1968), Numer. Math. 12:377, imtql2
 */
export function implicitQl(
  diagonal: Float64Array,
  coupling: Float64Array,
  isKept: boolean,
): Diagonalised {
  const [d, e] = [diagonal.slice(), coupling.slice()];
  const [first, starts, turns]: [number[], number[], number[]] = [[], [0], []];
  for (let l = 0; l < d.length; l++) {
    for (let sweep = 0; ; sweep++) {
      const m = uncoupled(d, e, l);
      if (m === l) break;
      if (sweep === mostSweeps) throw new Error(`eigenvalue ${l} has not converged`);
      const [dl, el] = [d[l] as number, e[l] as number];
      const half = ((d[l + 1] as number) - dl) / (2 * el);
      const root = Math.hypot(half, 1);
      let g = (d[m] as number) - dl + el / (half + (half < 0 ? -root : root));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * (e[i] as number);
        const b = c * (e[i] as number);
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = (d[i + 1] as number) - p;
          break;
        }
        s = f / r;
        c = g / r;
        g = (d[i + 1] as number) - p;
        const t = ((d[i] as number) - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
        if (isKept) turns.push(c, s);
      }
      if (isKept) {
        first.push(m - 1);
        starts.push(turns.length);
      }
      e[m] = 0;
      if (i >= l) continue;
      d[l] = (d[l] as number) - p;
      e[l] = g;
    }
  }
  return { values: d, rotations: { first, starts, turns } };
}
