import { fillNormal, fillUniform, foldIn, type Key } from '../noise/index.ts';

/** A smooth random field on rows of D elements, at a phase that all waves share a part of. */
export interface Waves {
  /** Adds c r(u) to `out`, row by row, u = scale x. */
  add(out: Float64Array, x: Float64Array, by: Turned): void;
  /** Adds c (dr / dx)^T v to `out`. */
  addPullback(out: Float64Array, x: Float64Array, by: Turned, v: Float64Array): void;
}

/** How much of a field is meant, and where. */
interface Turned {
  readonly c: number;
  readonly scale: number;
  /** Turns the phase of wave m by n_m lambda. */
  readonly lambda: number;
}

/**
 * Random waves with known mean square:
 *
 *   r(u, lambda) = sqrt(2 / M) sum_m a_m cos(<w_m, u> + n_m lambda + phi_m)
 *
 * w_m ~ N(0, frequency^2 / D), n_m ~ N(0, 1 / span^2), phi_m uniform, a_m uniform on the sphere |a|^2 = D. The phases are independent
 * and uniform, so over keys E |r|^2 / D = 2 / M sum_m E cos^2 = 1 at every u and lambda.
 *
 * @see Rahimi & Recht (2007), NIPS, Random features for large-scale kernel machines
 */
export function randomWaves(
  key: Key,
  D: number,
  { frequency, span, waves }: { frequency: number; span: number; waves: number },
): Waves {
  const normals = (name: string, width: number, scale: number): Float64Array => {
    const out = new Float64Array(waves * width);
    fillNormal(out, width, foldIn(key, name), 0, { scale });
    return out;
  };
  const w = normals('w', D, frequency / Math.sqrt(D));
  const n = normals('n', 1, 1 / span);
  const phi = new Float64Array(waves);
  fillUniform(phi, 1, foldIn(key, 'phi'), 0);
  const a = normals('a', D, 1);
  for (let m = 0; m < waves; m++) {
    const one = a.subarray(m * D, (m + 1) * D);
    const length = Math.hypot(...one);
    for (let d = 0; d < D; d++) {
      one[d] = (Math.sqrt((2 * D) / waves) / length) * (one[d] as number);
    }
  }
  const inner = (p: Float64Array, m: number, q: Float64Array, from: number): number => {
    let sum = 0;
    for (let d = 0; d < D; d++) sum += (p[m * D + d] as number) * (q[from + d] as number);
    return sum;
  };
  const phase = (x: Float64Array, from: number, m: number, { scale, lambda }: Turned): number =>
    scale * inner(w, m, x, from) + (n[m] as number) * lambda + 2 * Math.PI * (phi[m] as number);
  /** Adds weight(from, m) p_m to every row. */
  const addRows = (
    out: Float64Array,
    p: Float64Array,
    weight: (from: number, m: number) => number,
  ): void => {
    for (let from = 0; from < out.length; from += D) {
      for (let m = 0; m < waves; m++) {
        const c = weight(from, m);
        for (let d = 0; d < D; d++) (out[from + d] as number) += c * (p[m * D + d] as number);
      }
    }
  };
  return {
    add: (out, x, by) => addRows(out, a, (from, m) => by.c * Math.cos(phase(x, from, m, by))),
    addPullback: (out, x, by, v) =>
      addRows(
        out,
        w,
        (from, m) => -by.c * by.scale * Math.sin(phase(x, from, m, by)) * inner(a, m, v, from),
      ),
  };
}
