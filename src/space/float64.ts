import { InputError } from '../errors/index.ts';
import { attend, attendPullback } from './attentionFloat64.ts';
import type { Space, Term } from './space.ts';

type Array64 = Float64Array;

/** c x; two and three terms are unrolled because most steps are made of them. */
function combine(...terms: readonly Term<Array64>[]): Array64 {
  const [first, second, third, ...more] = terms.filter(([c]) => c !== 0);
  const out = new Float64Array(terms[0]?.[1].length ?? 0);
  const n = out.length;
  if (first === undefined) return out;
  const [a, x] = first;
  if (second === undefined) {
    for (let i = 0; i < n; i++) out[i] = a * (x[i] as number);
    return out;
  }
  const [b, y] = second;
  if (third === undefined) {
    for (let i = 0; i < n; i++) out[i] = a * (x[i] as number) + b * (y[i] as number);
    return out;
  }
  const [c, z] = third;
  for (let i = 0; i < n; i++) {
    out[i] = a * (x[i] as number) + b * (y[i] as number) + c * (z[i] as number);
  }
  for (const [d, w] of more) for (let i = 0; i < n; i++) (out[i] as number) += d * (w[i] as number);
  return out;
}

function affine(x: Array64, scale: Float64Array, offset: Float64Array): Array64 {
  const size = scale.length;
  const out = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const d = i % size;
    out[i] = (scale[d] as number) * (x[i] as number) + (offset[d] as number);
  }
  return out;
}

function concat(parts: readonly Array64[]): Array64 {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Samples of the given shape in host float64: flat arrays, rows one after another, freed by the garbage collector. */
export function float64(shape: readonly number[]): Space<Float64Array> {
  const size = shape.reduce((product, n) => product * n, 1);
  return {
    shape,
    size,
    roundoff: 2 ** -53,
    combine,
    multiply: (a, b) => a.map((value, i) => value * (b[i] as number)),
    shift: (x, c) => x.map((value) => value + c),
    affine,
    attend: (x, atoms, by) => attend(x, atoms, by, size),
    attendPullback: (x, atoms, by, v) => attendPullback(x, atoms, by, v, size),
    pullback: () => {
      throw new InputError(
        'pullback: Float64Array has no automatic differentiation; give the denoiser a pullback of its own, or use tensors(shape)',
      );
    },
    fill: (count, write) => {
      const out = new Float64Array(count * size);
      write(out);
      return out;
    },
    concat,
    count: (x) => x.length / size,
    scope: (body) => body(),
    free: () => {},
    read: async (x) => x,
  };
}
