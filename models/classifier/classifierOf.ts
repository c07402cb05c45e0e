import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';
import type { Key } from '../../src/noise/index.ts';
import { silu } from '../../src/smooth/index.ts';
import { imagesAtOnce } from '../imagesAtOnce.ts';
import { imageAttention } from '../modules/attention.ts';
import { convolution } from '../modules/convolution.ts';
import type { Dropout } from '../modules/dropout.ts';
import { groupNormalisation } from '../modules/groupNormalisation.ts';
import { linear } from '../modules/linear.ts';
import { type Module, parametersOf, type Weights } from '../modules/module.ts';
import { residualBlock } from '../modules/residualBlock.ts';
import { noiseFeatures } from '../noiseFeatures.ts';
import type { Classifier } from './classifier.ts';

/** What is fixed of a classifier when its weights change. */
export interface ClassifierArchitecture {
  readonly shape: readonly number[];
  readonly classes: number;
  readonly isNoisy: boolean;
  readonly channels: readonly number[];
  readonly blocks: number;
  /** Whether the blocks of a level are followed by attention. */
  readonly attention: readonly boolean[];
  readonly headSize: number;
  readonly groups: number;
  readonly dropout: number;
}

type Stage = Module<readonly [x: tf.Tensor, embedding?: tf.Tensor, dropout?: Dropout]>;
type Level = number | Float64Array | undefined;

/** The noise level as a vector of `size`, [n or 1, size]. */
function levelOf(count: number, size: number): Module<readonly [logSnr: number | Float64Array]> {
  const first = linear('time/first', count, size);
  const second = linear('time/second', size, size);
  return {
    parameters: parametersOf([first, second]),
    apply: (weights, logSnr) => {
      const values = noiseFeatures(logSnr, count);
      const rows = tf.tensor2d(values, [values.length / count, count]);
      return second.apply(weights, silu(first.apply(weights, rows)));
    },
  };
}

/** A classifier of some architecture that has no weights yet: what they are drawn from, and the classifier with them. */
export function classifierOf(of: ClassifierArchitecture): {
  readonly parameters: Module['parameters'];
  with(weights: Weights): Classifier<tf.Tensor>;
} {
  const { shape, classes, isNoisy, channels, blocks, attention, headSize, groups, dropout } = of;
  const [first = 1, last = 1] = [channels[0], channels.at(-1)];
  const size = 4 * first;
  const level = isNoisy ? levelOf(first, size) : undefined;
  const enter = convolution('in', shape[2] as number, first);
  const block = (name: string, inputs: number, outputs: number, resample?: 'down'): Stage =>
    residualBlock(name, {
      inputs,
      outputs,
      groups,
      embeds: 'scale',
      ...(isNoisy ? { embedding: size } : {}),
      ...(resample === undefined ? {} : { resample }),
    });
  const looking = (name: string, count: number): Stage => {
    const heads = headSize === 0 ? 1 : count / headSize;
    const { parameters, apply } = imageAttention(name, count, { heads, groups });
    return { parameters, apply: (weights, x) => apply(weights, x) };
  };
  const stages = channels.flatMap((count, at) => {
    const before = at === 0 ? first : (channels[at - 1] as number);
    const own = Array.from({ length: blocks }, (_, i) => [
      block(`level${at}/block${i}`, i === 0 ? before : count, count),
      ...(attention[at] === true ? [looking(`level${at}/attention${i}`, count)] : []),
    ]).flat();
    return at === channels.length - 1
      ? own
      : [...own, block(`level${at}/down`, count, count, 'down')];
  });
  const norm = groupNormalisation('out/norm', last, groups);
  const leave = linear('out/linear', last, classes, { gain: 0 });
  /** What the last level sees, [n, height, width, channels]. */
  const seen = (weights: Weights, x: tf.Tensor, logSnr: Level, key?: Key): tf.Tensor => {
    if (isNoisy !== (logSnr !== undefined)) {
      throw new InputError(
        isNoisy
          ? 'classifier: it was made for noisy images and expects their noise level logSnr, got none'
          : 'classifier: it was made for clean images, got a noise level; make it with noisy = true',
      );
    }
    const e = logSnr === undefined ? undefined : level?.apply(weights, logSnr);
    const dropped = key === undefined ? undefined : { rate: dropout, key };
    const h = stages.reduce(
      (image, stage) => stage.apply(weights, image, e, dropped),
      enter.apply(weights, x),
    );
    return silu(norm.apply(weights, h));
  };
  const featuresOf = (weights: Weights, x: tf.Tensor, logSnr: Level, key?: Key): tf.Tensor =>
    tf.mean(seen(weights, x, logSnr, key), [1, 2]);
  const withWeights = (weights: Weights): Classifier<tf.Tensor> => ({
    shape,
    classes,
    isNoisy,
    block: imagesAtOnce(shape),
    parameters: weights,
    logits: (x, logSnr, key) =>
      tf.tidy(() => leave.apply(weights, featuresOf(weights, x, logSnr, key))),
    features: (x, logSnr) => tf.tidy(() => featuresOf(weights, x, logSnr)),
    spatialFeatures: (x, logSnr) =>
      tf.tidy(() => {
        const map = seen(weights, x, logSnr) as tf.Tensor4D;
        const [n, height, width, count] = map.shape;
        const kept = Math.max(1, Math.round(count / (height * width)));
        return tf.reshape(tf.slice(map, 0, [n, height, width, kept]), [n, height * width * kept]);
      }),
    with: withWeights,
    dispose: () => tf.dispose({ ...weights }),
  });
  return { parameters: parametersOf([level, enter, ...stages, norm, leave]), with: withWeights };
}
