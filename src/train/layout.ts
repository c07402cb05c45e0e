import * as tf from '@tensorflow/tfjs-core';
import { shaped } from '../../models/index.ts';
import { InputError } from '../errors/index.ts';

/** Tensors by name. */
export type Tensors = Readonly<Record<string, tf.Tensor>>;

/** How named tensors lie in one flat tensor, one after another in the order of their names in the network. */
export interface Layout {
  readonly names: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  /** P, of all together. */
  readonly total: number;
}

/** The layout of some named tensors. */
export function layoutOf(tensors: Tensors): Layout {
  const names = Object.keys(tensors);
  const shapes = names.map((name) => tensors[name]?.shape ?? []);
  const sizes = shapes.map((shape) => shape.reduce((product, n) => product * n, 1));
  return { names, shapes, sizes, total: sizes.reduce((sum, size) => sum + size, 0) };
}

/** Tensors in the order of a layout as one, [P]. */
export function joined(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.tidy(() =>
    tf.concat1d(tensors.map((tensor) => shaped<tf.Tensor1D>(tensor, [tensor.size]))),
  );
}

/** Named tensors out of one, [P]. */
export function parted({ names, shapes, sizes }: Layout, flat: tf.Tensor1D): Tensors {
  return tf.tidy(() => {
    const parts = sizes.length === 1 ? [tf.clone(flat)] : tf.split(flat, [...sizes]);
    return Object.fromEntries(
      names.map((name, i) => [name, shaped(parts[i] as tf.Tensor, shapes[i] as readonly number[])]),
    );
  });
}

/** Parameters by name out of host numbers [P], tensors of their own. */
export function parametersOf(layout: Layout, flat: Float32Array): Tensors {
  const { names, shapes, sizes } = layout;
  let at = 0;
  return Object.fromEntries(
    names.map((name, i) => {
      const values = flat.slice(at, at + (sizes[i] as number));
      at += values.length;
      return [name, tf.tensor(values, [...(shapes[i] as readonly number[])])];
    }),
  );
}

/**
 * Host arrays by name as one, in the order of a layout.
 * @throws InputError if one is missing or has another size, naming it
 */
export function joinedArrays(
  { names, shapes, sizes, total }: Layout,
  arrays: Readonly<Record<string, ArrayLike<number>>>,
): Float32Array {
  const flat = new Float32Array(total);
  let at = 0;
  for (const [i, name] of names.entries()) {
    const [array, size] = [arrays[name], sizes[i] as number];
    if (array?.length !== size) {
      throw new InputError(
        `parameter ${name} must be of shape [${shapes[i]}], ${array === undefined ? 'it is missing' : `got ${array.length} numbers`}`,
      );
    }
    flat.set(array, at);
    at += size;
  }
  return flat;
}
