/**
 * Why: TensorFlow's products of matrices choose their loops by the number of rows, and its elementwise functions compute what
 * does not fill a vector register at the end of an array by other instructions, so that a row's last bits depend on the rows
 * beside it: samples would depend on the batch they are drawn in. Here rows are filled up to whole blocks, products whose sums
 * threads would share out are made of tiles of one size, and arrays are filled up to whole registers. Upstream: none known; Eigen
 * and oneDNN promise no more.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Rows of a block or tile: a multiple of those that the innermost loop of a product takes at a time, 48 with AVX-512. */
export const block = 48;
/** Rows of a product in tiles at least: one tile is computed as a product of any size. */
const fewestTiled = 2 * block;
/** Elements of the widest vector register, AVX-512's. */
const lanes = 16;

/** Functions of one argument whose vector form rounds otherwise than their scalar form (of 30 that were tried). */
const elementwise = [
  ...['Exp', 'Expm1', 'Log', 'Log1p', 'Sigmoid', 'Softplus', 'Rsqrt', 'Reciprocal'],
  ...['Sin', 'Cos', 'Atan', 'Elu', 'Selu'],
] as const;

type Compute = (x: tf.Tensor) => tf.Tensor;

let isAtWork = false;
const replaced = new WeakSet<tf.KernelFunc>();

/** x with its first axis filled up with zeros to `count`. */
export function padded<T extends tf.Tensor>(x: T, count: number): T {
  const missing = count - (x.shape[0] as number);
  return tf.pad(
    x,
    x.shape.map((_, axis): [number, number] => [0, axis === 0 ? missing : 0]),
  );
}

/** f of x filled up to `count`, without what f makes of the filling. */
function filledUp(x: tf.Tensor, count: number, f: Compute): tf.Tensor {
  const own = x.shape[0] as number;
  if (own === count) return f(x);
  const y = f(padded(x, count));
  const [, ...others] = y.shape;
  return tf.slice(y, [0, ...others.map(() => 0)], [own, ...others]);
}

/** The least multiple of `size` that is not below `least`. */
export function multipleOf(size: number, least: number): number {
  return Math.ceil(least / size) * size;
}

/** Puts a kernel in place of the one that is registered, which it computes with; does nothing the second time. */
function replace(kernelName: string, write: (plain: tf.KernelFunc) => tf.KernelFunc): void {
  const kernel = tf.getKernel(kernelName, 'tensorflow');
  if (kernel === undefined || replaced.has(kernel.kernelFunc)) return;
  const kernelFunc = write(kernel.kernelFunc);
  replaced.add(kernelFunc);
  tf.unregisterKernel(kernelName, 'tensorflow');
  tf.registerKernel({ ...kernel, kernelFunc });
}

/** A kernel of one argument, on as many rows, or elements, as fill whole registers. */
function onWholeRegisters(of: 'rows' | 'elements'): (plain: tf.KernelFunc) => tf.KernelFunc {
  return (plain) => (args) => {
    const [[name, x] = ['', undefined]] = Object.entries(args.inputs) as [string, tf.Tensor][];
    if (x === undefined) return plain(args);
    const width = of === 'rows' ? (x.shape.at(-1) ?? 1) : 1;
    const count = x.size / width;
    if (count % lanes === 0) return plain(args);
    const compute: Compute = (filled) =>
      plain({ ...args, inputs: { [name]: filled } }) as tf.Tensor;
    return tf.tidy(() => {
      const y = filledUp(tf.reshape(x, [count, width]), multipleOf(lanes, count), compute);
      return tf.reshape(y, x.shape);
    });
  };
}

/**
 * The least number of rows at which Eigen multiplies [rows, inner] by [inner, outer] without splitting the sums over `inner` among
 * threads, as long as it is a multiple of {@link block}; undefined where it may split them at any.
 */
function fewestUnsplit(inner: number, outer: number): number | undefined {
  if (inner > 64 && (inner > 512 || outer < inner)) return undefined;
  return inner <= 128 ? block : 4 * block;
}

/** x w filled up to whole blocks of rows where that is enough, else in tiles: [tiles, 48, in] by [in, out], computed one by one. */
function inWholeBlocks(plain: tf.KernelFunc): tf.KernelFunc {
  return (args) => {
    const { a, b } = args.inputs as { a: tf.Tensor; b: tf.Tensor };
    const { transposeA, transposeB } = args.attrs as unknown as tf.BatchMatMulAttrs;
    if (a.rank !== 2 || b.rank !== 2 || transposeA) return plain(args);
    const multiply = (left: tf.Tensor): tf.Tensor =>
      plain({ ...args, inputs: { a: left, b } }) as tf.Tensor;
    const [rows, inner] = a.shape as [number, number];
    const outer = b.shape[transposeB ? 0 : 1] as number;
    const multiplyTiles = (left: tf.Tensor): tf.Tensor => {
      const count = left.shape[0] as number;
      const tiles = tf.reshape(left, [count / block, block, inner]);
      return tf.reshape(multiply(tiles), [count, outer]);
    };
    const fewest = fewestUnsplit(inner, outer);
    const count = multipleOf(block, Math.max(rows, fewest ?? fewestTiled));
    return tf.tidy(() => filledUp(a, count, fewest === undefined ? multiplyTiles : multiply));
  };
}

/** Makes a row's bits independent of the rows beside it; does nothing the second time. */
export function repairNativeRows(): void {
  isAtWork = true;
  replace('BatchMatMul', inWholeBlocks);
  for (const name of elementwise) replace(name, onWholeRegisters('elements'));
  replace('Softmax', onWholeRegisters('rows'));
}

/** Whether this module is at work on the current backend. */
export function rowsAreRepaired(): boolean {
  return isAtWork && tf.getBackend() === 'tensorflow';
}
