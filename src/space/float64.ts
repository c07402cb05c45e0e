import { InputError } from '../errors/index.ts';
import { attend, attendPullback } from './attentionFloat64.ts';
import { attendInPlane } from './attentionPlane.ts';
import { combine } from './combineFloat64.ts';
import { clip, clipPullback, threshold } from './limitFloat64.ts';
import type { Space } from './space.ts';

type Array64 = Float64Array;

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
    exp: (x) => x.map(Math.exp),
    affine,
    clip,
    clipPullback,
    threshold: (x, by) => threshold(x, by, size),
    attend: (x, atoms, by) =>
      size === 2 ? attendInPlane(x, atoms, by) : attend(x, atoms, by, size),
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
