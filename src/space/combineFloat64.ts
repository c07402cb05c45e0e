import type { Term } from './space.ts';

type Array64 = Float64Array;

function two(a: number, x: Array64, b: number, y: Array64): Array64 {
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] as number) + b * (y[i] as number);
  return out;
}

function three(a: number, x: Array64, b: number, y: Array64, c: number, z: Array64): Array64 {
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = a * (x[i] as number) + b * (y[i] as number) + c * (z[i] as number);
  }
  return out;
}

/** `Space.combine` on Float64Array; sums of two and three terms, which most steps are made of, are one pass. */
export function combine(...terms: readonly Term<Array64>[]): Array64 {
  const kept = terms.filter(([c]) => c !== 0);
  const [first, second, third] = kept;
  if (first === undefined) return new Float64Array(terms[0]?.[1].length ?? 0);
  const [a, x] = first;
  if (second === undefined) return x.map((value) => a * value);
  const [b, y] = second;
  if (third === undefined) return two(a, x, b, y);
  const out = three(a, x, b, y, third[0], third[1]);
  for (const [c, z] of kept.slice(3)) {
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + c * (z[i] as number);
  }
  return out;
}
