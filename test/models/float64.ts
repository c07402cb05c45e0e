import * as tf from '@tensorflow/tfjs-core';
import type { Module, Weights } from '../../models/modules/module.ts';

/** Plain loops in float64 that modules are held against; images are [height, width, channels], one at a time. */
export type Values = Readonly<Record<string, Float64Array>>;

/** Numbers that float32 holds, all different, in [-1, 1]. */
export const waves = (size: number, phase = 0): Float64Array =>
  new Float64Array(size).map((_, i) => Math.fround(Math.sin(12.9898 * (i + 1) + phase)));

export const tensorOf = (values: Float64Array, shape: readonly number[]): tf.Tensor =>
  tf.tensor(Float32Array.from(values), [...shape]);

/** Weights for all parameters of a module, none of them at its start: waves, divided by the root of the products of a sum. */
export function wavy({ parameters }: Pick<Module, 'parameters'>): {
  readonly values: Values;
  readonly weights: Weights;
} {
  const values: Record<string, Float64Array> = {};
  const weights: Record<string, tf.Tensor> = {};
  for (const [k, [name, { shape, mean = 0 }]] of Object.entries(parameters).entries()) {
    const size = shape.reduce((product, n) => product * n, 1);
    const inputs = shape.length < 2 ? 4 : size / (shape.at(-1) as number);
    values[name] = waves(size, k).map((v) => Math.fround(mean + v / Math.sqrt(inputs)));
    weights[name] = tensorOf(values[name], shape);
  }
  return { values, weights };
}

export const at = (values: ArrayLike<number>, i: number): number => {
  const found = values[i];
  if (found === undefined) throw new Error(`nothing at ${i} of ${values.length}`);
  return found;
};
export const of = (values: Values, name: string): Float64Array => {
  const found = values[name];
  if (found === undefined) throw new Error(`no weight ${name}: ${Object.keys(values).join(', ')}`);
  return found;
};
export const silu = (x: Float64Array): Float64Array => x.map((v) => v / (1 + Math.exp(-v)));
export const sum = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((v, i) => v + at(b, i));

/** Rows of x times W [inputs, outputs], plus b. */
export function linear(x: Float64Array, values: Values, name: string): Float64Array {
  const [w, b] = [of(values, `${name}/weight`), of(values, `${name}/bias`)];
  const inputs = w.length / b.length;
  const y = new Float64Array((x.length / inputs) * b.length);
  for (let row = 0; row < x.length / inputs; row++) {
    for (let o = 0; o < b.length; o++) {
      let total = at(b, o);
      for (let i = 0; i < inputs; i++) total += at(x, row * inputs + i) * at(w, i * b.length + o);
      y[row * b.length + o] = total;
    }
  }
  return y;
}

/** A convolution of an image filled up with `before` rows and columns of zeros above and left, and as many as it takes after. */
export function convolution(
  x: Float64Array,
  [height, width]: readonly [number, number],
  values: Values,
  name: string,
  { stride = 1, before }: { stride?: number; before?: number } = {},
): Float64Array {
  const [w, b] = [of(values, `${name}/weight`), of(values, `${name}/bias`)];
  const inputs = x.length / (height * width);
  const side = Math.sqrt(w.length / (inputs * b.length));
  const first = before ?? (side - 1) / 2;
  const y: number[] = [];
  for (let row = 0; row < height / stride; row++) {
    for (let column = 0; column < width / stride; column++) {
      for (let o = 0; o < b.length; o++) {
        let total = at(b, o);
        for (let i = 0; i < side; i++) {
          for (let j = 0; j < side; j++) {
            const [r, c] = [row * stride + i - first, column * stride + j - first];
            if (r < 0 || c < 0 || r >= height || c >= width) continue;
            for (let k = 0; k < inputs; k++) {
              const weight = at(w, ((i * side + j) * inputs + k) * b.length + o);
              total += at(x, (r * width + c) * inputs + k) * weight;
            }
          }
        }
        y.push(total);
      }
    }
  }
  return Float64Array.from(y);
}

/** Group normalisation of one image, with the gain and offset of a module or others. */
export function groupNorm(
  x: Float64Array,
  groups: number,
  gain: Float64Array,
  offset: Float64Array,
): Float64Array {
  const channels = gain.length;
  const groupOf = (i: number): number => Math.floor((i % channels) / (channels / groups));
  const out = new Float64Array(x.length);
  for (let group = 0; group < groups; group++) {
    const own = Array.from(x.keys()).filter((i) => groupOf(i) === group);
    const mean = own.reduce((total, i) => total + at(x, i), 0) / own.length;
    const variance = own.reduce((total, i) => total + (at(x, i) - mean) ** 2, 0) / own.length;
    for (const i of own) {
      const normal = (at(x, i) - mean) / Math.sqrt(variance + 1e-5);
      out[i] = normal * at(gain, i % channels) + at(offset, i % channels);
    }
  }
  return out;
}

/** Attention of one sequence x to another by its formula, head by head; `used` of the other are looked at. */
export function attention(
  x: Float64Array,
  other: Float64Array,
  values: Values,
  name: string,
  { heads, channels, used }: { heads: number; channels: number; used?: number },
): Float64Array {
  const q = linear(x, values, `${name}/query`);
  const k = linear(other, values, `${name}/key`);
  const v = linear(other, values, `${name}/value`);
  const size = channels / heads;
  const seen = used ?? k.length / channels;
  const mixed = new Float64Array(q.length);
  for (let row = 0; row < q.length / channels; row++) {
    for (let head = 0; head < heads; head++) {
      const worth = Array.from({ length: seen }, (_, j) => {
        let dot = 0;
        for (let e = head * size; e < (head + 1) * size; e++) {
          dot += at(q, row * channels + e) * at(k, j * channels + e);
        }
        return Math.exp(dot / Math.sqrt(size));
      });
      const total = worth.reduce((a, b) => a + b, 0);
      for (let e = head * size; e < (head + 1) * size; e++) {
        mixed[row * channels + e] =
          worth.reduce((s, share, j) => s + share * at(v, j * channels + e), 0) / total;
      }
    }
  }
  return linear(mixed, values, `${name}/out`);
}

/** An image of half or twice the height and width: means of squares, or every pixel four times. */
export function resampled(
  x: Float64Array,
  [height, width]: readonly [number, number],
  way: 'down' | 'up' | undefined,
): Float64Array {
  if (way === undefined) return x;
  const channels = x.length / (height * width);
  const [rows, columns] = way === 'down' ? [height / 2, width / 2] : [height * 2, width * 2];
  const pixel = (r: number, c: number, k: number): number => at(x, (r * width + c) * channels + k);
  return Float64Array.from({ length: rows * columns * channels }, (_, i) => {
    const k = i % channels;
    const [r, c] = [Math.floor(i / (channels * columns)), Math.floor(i / channels) % columns];
    if (way === 'up') return pixel(r >> 1, c >> 1, k);
    const [top, left] = [2 * r, 2 * c];
    const pairs = pixel(top, left, k) + pixel(top, left + 1, k);
    return (pairs + pixel(top + 1, left, k) + pixel(top + 1, left + 1, k)) / 4;
  });
}
