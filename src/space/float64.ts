import { InputError } from '../errors/index.ts';
import { attend, attendPullback } from './attentionFloat64.ts';
import { attendInPlane } from './attentionPlane.ts';
import { combine } from './combineFloat64.ts';
import { clip, clipPullback, threshold } from './limitFloat64.ts';
import { recycling, taken } from './recycled.ts';
import type { Space } from './space.ts';

type Array64 = Float64Array;

function multiply(a: Array64, b: Array64): Array64 {
  const out = taken(a.length);
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) * (b[i] as number);
  return out;
}

function shift(x: Array64, c: number): Array64 {
  const out = taken(x.length);
  for (let i = 0; i < out.length; i++) out[i] = (x[i] as number) + c;
  return out;
}

function exp(x: Array64): Array64 {
  const out = taken(x.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i] as number);
  return out;
}

function affine(x: Array64, scale: Float64Array, offset: Float64Array): Array64 {
  const size = scale.length;
  const out = taken(x.length);
  for (let i = 0; i < x.length; i++) {
    const d = i % size;
    out[i] = (scale[d] as number) * (x[i] as number) + (offset[d] as number);
  }
  return out;
}

function repeatFirst(x: Array64, size: number): Array64 {
  const out = taken(x.length);
  for (let i = 0; i < x.length; i++) out[i] = x[i - (i % size)] as number;
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
    multiply,
    shift,
    exp,
    repeatFirst: (x) => repeatFirst(x, size),
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
      const out = taken(count * size).fill(0);
      write(out);
      return out;
    },
    concat,
    rows: (x, first, count) => x.subarray(first * size, (first + count) * size),
    count: (x) => x.length / size,
    scope: recycling,
    free: () => {},
    read: async (x) => x,
  };
}
