/** Images in float64, plain and slow: what the kernels of every backend are held against. */
type Shape4 = readonly [n: number, height: number, width: number, channels: number];
type Filter = readonly [height: number, width: number, channels: number, out: number];

/** Where 'same' padding puts the kernel first: half of what hangs over, rounded down, lies before the image. */
const before = (size: number, kernel: number, stride: number): number =>
  Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0) / 2);

/** Calls `visit` with every product of a convolution with 'same' padding: the places of input, filter and output. */
function eachProduct(
  [n, height, width, channels]: Shape4,
  [kh, kw, , out]: Filter,
  [sh, sw]: readonly [number, number],
  visit: (input: number, weight: number, output: number) => void,
): void {
  const [rows, columns] = [Math.ceil(height / sh), Math.ceil(width / sw)];
  const [top, left] = [before(height, kh, sh), before(width, kw, sw)];
  for (let output = 0; output < n * rows * columns * out; output++) {
    const o = output % out;
    const column = Math.floor(output / out) % columns;
    const row = Math.floor(output / (out * columns)) % rows;
    const image = Math.floor(output / (out * columns * rows));
    for (let weight = o; weight < kh * kw * channels * out; weight += out) {
      const c = Math.floor(weight / out) % channels;
      const y = row * sh - top + Math.floor(weight / (out * channels * kw));
      const x = column * sw - left + (Math.floor(weight / (out * channels)) % kw);
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      visit(((image * height + y) * width + x) * channels + c, weight, output);
    }
  }
}

/** A convolution with 'same' padding. */
export function convolved(
  x: Float64Array,
  shape: Shape4,
  w: Float64Array,
  filter: Filter,
  strides: readonly [number, number],
): Float64Array {
  const [n, height, width] = shape;
  const places = Math.ceil(height / strides[0]) * Math.ceil(width / strides[1]);
  const y = new Float64Array(n * places * filter[3]);
  eachProduct(shape, filter, strides, (i, k, o) => {
    y[o] = (y[o] as number) + (x[i] as number) * (w[k] as number);
  });
  return y;
}

/** A transposed convolution with 'same' padding: the convolution's products, from output to input. `shape` is the result's. */
export function transposed(
  y: Float64Array,
  shape: Shape4,
  w: Float64Array,
  filter: Filter,
  strides: readonly [number, number],
): Float64Array {
  const x = new Float64Array(shape.reduce((a, b) => a * b));
  eachProduct(shape, filter, strides, (i, k, o) => {
    x[i] = (x[i] as number) + (y[o] as number) * (w[k] as number);
  });
  return x;
}

/** Which pixel of the half-sized image each element lies in. */
function halved([n, height, width, channels]: Shape4, visit: (big: number, small: number) => void) {
  for (let big = 0; big < n * height * width * channels; big++) {
    const [c, x] = [big % channels, Math.floor(big / channels) % width];
    const row = Math.floor(big / (channels * width)) >> 1;
    visit(big, (row * (width >> 1) + (x >> 1)) * channels + c);
  }
}

/** Means over squares of 2 x 2. */
export function pooled(x: Float64Array, shape: Shape4): Float64Array {
  const out = new Float64Array(x.length / 4);
  halved(shape, (big, small) => {
    out[small] = (out[small] as number) + (x[big] as number) / 4;
  });
  return out;
}

/** Every pixel of `shape` as a square of 2 x 2. */
export function enlarged(x: Float64Array, [n, height, width, channels]: Shape4): Float64Array {
  const out = new Float64Array(x.length * 4);
  halved([n, height * 2, width * 2, channels], (big, small) => {
    out[big] = x[small] as number;
  });
  return out;
}
