import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';
import { type Module, weightOf } from './module.ts';

/**
 * A vector for each class, [n, size] from n numbers of classes.
 *
 * @param count classes; with them one more row, which stands for none
 */
export function embedding(
  name: string,
  count: number,
  size: number,
): Module<readonly [labels: readonly number[]]> {
  return {
    parameters: { [`${name}/weight`]: { shape: [count, size], sd: 1 } },
    apply: (weights, labels) => {
      const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= count);
      if (wrong !== undefined) {
        throw new InputError(`${name}: expected a class from 0 to ${count - 1}, got ${wrong}`);
      }
      return tf.gather(weightOf(weights, `${name}/weight`), tf.tensor1d([...labels], 'int32'));
    },
  };
}
