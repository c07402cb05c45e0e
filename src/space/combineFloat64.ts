import { taken } from './recycled.ts';
import type { Scaled, Term } from './space.ts';

type Array64 = Float64Array;

function one(a: number, x: Array64): Array64 {
  const out = taken(x.length);
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] as number);
  return out;
}

function two(a: number, x: Array64, b: number, y: Array64): Array64 {
  const out = taken(x.length);
  for (let i = 0; i < out.length; i++) out[i] = a * (x[i] as number) + b * (y[i] as number);
  return out;
}

function three(a: number, x: Array64, b: number, y: Array64, c: number, z: Array64): Array64 {
  const out = taken(x.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = a * (x[i] as number) + b * (y[i] as number) + c * (z[i] as number);
  }
  return out;
}

function addTwo(out: Array64, a: number, x: Array64, b: number, y: Array64): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = (out[i] as number) + a * (x[i] as number) + b * (y[i] as number);
  }
}

function addOne(out: Array64, a: number, x: Array64): void {
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + a * (x[i] as number);
}

function addProduct(out: Array64, a: number, x: Array64, y: Array64): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = (out[i] as number) + a * (x[i] as number) * (y[i] as number);
  }
}

/** The sum of the terms c x: the first three in one pass, two more in each further one. */
function sumOf([first, second, third, ...more]: readonly Scaled<Array64>[], size: number): Array64 {
  if (first === undefined) return taken(size).fill(0);
  if (second === undefined) return one(...first);
  if (third === undefined) return two(...first, ...second);
  const out = three(...first, ...second, ...third);
  for (let i = 0; i + 1 < more.length; i += 2) {
    addTwo(out, ...(more[i] as Scaled<Array64>), ...(more[i + 1] as Scaled<Array64>));
  }
  if (more.length % 2 === 1) addOne(out, ...(more.at(-1) as Scaled<Array64>));
  return out;
}

/** `Space.combine` on Float64Array: terms c x first, then products. */
export function combine(...terms: readonly Term<Array64>[]): Array64 {
  const [plain, products]: [Scaled<Array64>[], [number, Array64, Array64][]] = [[], []];
  for (const [c, x, y] of terms) {
    if (c === 0) continue;
    if (y === undefined) plain.push([c, x]);
    else products.push([c, x, y]);
  }
  const out = sumOf(plain, terms[0]?.[1].length ?? 0);
  for (const product of products) addProduct(out, ...product);
  return out;
}
