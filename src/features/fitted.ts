import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors/index.ts';
import type { Looking } from './featuresOf.ts';

/** How samples become what a model takes: the shape of one, and what is done to a batch of them. */
export interface Fitted {
  readonly shape: readonly number[];
  of(x: tf.Tensor): tf.Tensor;
}

const sides = ([height, width]: readonly number[]): string => `${height} x ${width}`;

/** Pixels in [-1, 1] as those of a range. */
function inRange(x: tf.Tensor, [low = -1, high = 1]: readonly number[]): tf.Tensor {
  if (low === -1 && high === 1) return x;
  return tf.add(tf.mul(x, (high - low) / 2), (high + low) / 2);
}

/** What is wrong with images of a shape for a model that takes some, if anything. */
function misfit(
  [height, width, channels]: readonly number[],
  [, h = -1, w = -1, c = -1]: readonly number[],
  { inputSize }: Looking,
): string | undefined {
  const [y, x] = inputSize === undefined ? [height, width] : [inputSize, inputSize];
  if ((h > 0 && y !== h) || (w > 0 && x !== w)) {
    const remedy = h === w ? `give --input-size ${h}` : 'give images of that size';
    return `takes images of ${sides([h, w])}, these are ${sides([y ?? 0, x ?? 0])}; ${remedy}`;
  }
  if (c > 0 && channels !== c && !(channels === 1 && c === 3)) {
    return `takes images of ${c} channels, these have ${channels}`;
  }
  return undefined;
}

/**
 * How samples are made to fit the input of a model: grey images are repeated where it wants three channels, resized where that is
 * asked (bilinear between the centres of pixels, as pytorch-fid does), and put in the range it was trained on.
 *
 * @param input the model's shape, with the batch; -1 where it takes any
 * @param shape of one sample
 * @throws InputError for samples that the model cannot take
 */
export function fitted(
  file: string,
  input: readonly number[],
  shape: readonly number[],
  looking: Looking,
): Fitted {
  const { inputSize, inputRange = [] } = looking;
  if (input.length !== shape.length + 1) {
    throw new InputError(
      `${file}: takes input of shape [${input}], samples are of shape [${shape}]${shape.length === 3 ? '' : '; name data of images'}`,
    );
  }
  if (shape.length !== 3) {
    const size = input[1] ?? -1;
    if (inputSize !== undefined || inputRange.length > 0) {
      throw new InputError('--input-size and --input-range are of images; leave them out');
    }
    if (shape.length === 1 && (size < 0 || size === shape[0])) return { shape, of: (x) => x };
    throw new InputError(
      `${file}: takes input of shape [${input}], samples are of shape [${shape}]`,
    );
  }
  const wrong = misfit(shape, input, looking);
  if (wrong !== undefined) throw new InputError(`${file}: ${wrong}`);
  const [height = 1, width = 1, channels = 1] = shape;
  const isRepeated = channels === 1 && input[3] === 3;
  return {
    shape,
    of: (x) => {
      const images = tf.reshape<tf.Rank.R4>(x, [x.shape[0] ?? 1, height, width, channels]);
      const coloured = isRepeated ? tf.tile(images, [1, 1, 1, 3]) : images;
      const sized =
        inputSize === undefined
          ? coloured
          : tf.image.resizeBilinear(coloured, [inputSize, inputSize], false, true);
      return inRange(sized, inputRange);
    },
  };
}
