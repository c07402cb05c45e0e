import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';
import { fillNormal, foldIn, type Key } from '../../src/noise/index.ts';

/** A parameter before it is drawn. */
export interface Parameter {
  readonly shape: readonly number[];
  /** Standard deviation of the normal numbers it starts as; 0 for a constant. */
  readonly sd: number;
  /** What it starts around; 0 by default. */
  readonly mean?: number;
}

/** Values of parameters by their full name, `down0/block0/conv1/weight`. */
export type Weights = Readonly<Record<string, tf.Tensor>>;

/** A function of tensors with parameters; modules are made of modules, names of names. */
export interface Module<
  Inputs extends readonly unknown[] = readonly [tf.Tensor],
  Output = tf.Tensor,
> {
  /** All of its parameters by full name. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Its value, with weights that hold at least its own. */
  apply(weights: Weights, ...inputs: Inputs): Output;
}

/** The parameters of several modules together. */
export function parametersOf(
  modules: readonly (Pick<Module<never, unknown>, 'parameters'> | undefined)[],
): Record<string, Parameter> {
  return Object.assign({}, ...modules.map((module) => module?.parameters));
}

/**
 * A weight by its name.
 * @throws InputError if it is missing
 */
export function weightOf<T extends tf.Tensor = tf.Tensor>(weights: Weights, name: string): T {
  const found = weights[name];
  if (found === undefined) throw new InputError(`parameter ${name} is missing`);
  return found as T;
}

/** Parameters drawn by key and name: the same on every backend. */
export function drawn(parameters: Readonly<Record<string, Parameter>>, key: Key): Weights {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, sd, mean = 0 }]) => {
      const values = new Float32Array(shape.reduce((product, n) => product * n, 1));
      if (sd > 0) {
        fillNormal(values, shape.at(-1) ?? 1, foldIn(key, name), 0, { scale: sd });
      }
      if (mean !== 0) for (const [i, value] of values.entries()) values[i] = value + mean;
      return [name, tf.tensor(values, [...shape])];
    }),
  );
}
