/** What an element along an axis is made of: weights of those before from `first` on, which sum to 1. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

/** The elements that [low, high) of an axis covers, each weighted by how much of it is covered. */
function covered(low: number, high: number, from: number): Share {
  const first = Math.floor(low);
  const last = Math.min(from, Math.ceil(high));
  const weights = Array.from(
    { length: last - first },
    (_, k) => (Math.min(high, first + k + 1) - Math.max(low, first + k)) / (high - low),
  );
  return { first, weights };
}

/** Between the centres of the two nearest elements; beyond the outermost centre it is that element. */
function between(centre: number, from: number): Share {
  const at = Math.min(Math.max(centre - 0.5, 0), from - 1);
  const first = Math.min(Math.floor(at), Math.max(0, from - 2));
  return from === 1 ? { first, weights: [1] } : { first, weights: [1 - (at - first), at - first] };
}

/** How an axis of `from` elements is brought to `to`. */
function shares(from: number, to: number): readonly Share[] {
  const ratio = from / to;
  return Array.from({ length: to }, (_, k) =>
    to < from
      ? covered((k * from) / to, ((k + 1) * from) / to, from)
      : between((k + 0.5) * ratio, from),
  );
}

/** One axis of an array [outer, from, inner] brought to `to` elements. */
function along(values: Float64Array, from: number, to: number, inner: number): Float64Array {
  const outer = values.length / (from * inner);
  const out = new Float64Array(outer * to * inner);
  for (const [k, { first, weights }] of shares(from, to).entries()) {
    for (const [w, weight] of weights.entries()) {
      for (let o = 0; o < outer; o++) {
        const [source, target] = [(o * from + first + w) * inner, (o * to + k) * inner];
        for (let i = 0; i < inner; i++) {
          out[target + i] = (out[target + i] as number) + weight * (values[source + i] as number);
        }
      }
    }
  }
  return out;
}

/**
 * An image brought to another size: down by the mean of the area that a pixel covers, up by bilinear interpolation between
 * centres of pixels; each axis by itself. Down, a pixel k of an axis of m covers [k n/m, (k+1) n/m) of the n before; up, its
 * centre lies at (k + 1/2) n/m.
 *
 * @param values [height, width, channels], flat
 * @param to height and width
 * @returns [...to, channels], flat
 */
export function resized(
  values: Float64Array,
  [height, width, channels]: readonly [number, number, number],
  to: readonly [number, number],
): Float64Array {
  const wide = width === to[1] ? values : along(values, width, to[1], channels);
  return height === to[0] ? wide : along(wide, height, to[0], to[1] * channels);
}

/**
 * The largest square in the middle of an image; where an odd number of pixels falls away, one more at the end.
 * @param values [height, width, channels], flat
 */
export function cropped(
  values: Float64Array,
  [height, width, channels]: readonly [number, number, number],
): Float64Array {
  const side = Math.min(height, width);
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  const out = new Float64Array(side * side * channels);
  for (let y = 0; y < side; y++) {
    const from = ((top + y) * width + left) * channels;
    out.set(values.subarray(from, from + side * channels), y * side * channels);
  }
  return out;
}
