import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../src/errors/index.ts';
import type { Parametrization } from '../../src/problem/index.ts';
import { silu } from '../../src/smooth/index.ts';
import { requireConditionEach, requireNoCondition, rowsOf } from '../batches.ts';
import { imagesAtOnce } from '../imagesAtOnce.ts';
import { embedding } from '../modules/embedding.ts';
import { linear } from '../modules/linear.ts';
import { type Module, parametersOf, type Weights } from '../modules/module.ts';
import type { Condition, Network } from '../network.ts';
import { epsOfV, velocityOfV } from '../preconditioned.ts';
import type { TextEncoderOptions } from '../textEncoder/textEncoder.ts';
import { backbone } from './backbone.ts';
import type { BackboneOptions } from './backboneOptions.ts';
import { captioned } from './captioned.ts';

/** What is fixed of a U-Net when its weights change. */
export interface UnetArchitecture {
  readonly shape: readonly number[];
  readonly predicts: Parametrization;
  /** Whether its layers make what it predicts, or v out of which eps or the velocity is made. */
  readonly output: 'v' | Parametrization;
  readonly learnsVariance: boolean;
  readonly dropout: number;
  /** Whether its layers see 2 x - 1, for images that were noised in [0, 1]. */
  readonly centersInput?: boolean;
  /** The embedding of the noise level before its layers: rows of `featureCount`. */
  readonly featureCount: number;
  readonly features: (logSnr: number | Float64Array) => Float32Array;
  readonly classes?: number | undefined;
  /** Whether there is a class that stands for none. */
  readonly hasNullClass: boolean;
  /** What captions are read by, where it is conditioned on them. */
  readonly caption?: TextEncoderOptions | undefined;
  readonly backbone: Omit<BackboneOptions, 'context'>;
}

/** Numbers of classes out of a condition; null is the class behind the last. */
function labelsOf(condition: Condition, classes: number, hasNullClass: boolean): number[] {
  return condition.map((asked) => {
    if (asked === null && hasNullClass) return classes;
    if (typeof asked === 'number' && Number.isInteger(asked) && asked >= 0 && asked < classes) {
      return asked;
    }
    throw new InputError(
      `unet: expected a class from 0 to ${classes - 1}, got ${JSON.stringify(asked)}`,
    );
  });
}

/** The embedding of noise level and class, [count or 1, size]. */
function embeddingOf({
  featureCount,
  features,
  classes,
  hasNullClass,
  backbone: { embedding: size },
}: UnetArchitecture): Module<readonly [logSnr: number | Float64Array, condition: Condition]> {
  const first = linear('time/first', featureCount, size);
  const second = linear('time/second', size, size);
  const count = classes === undefined ? 0 : classes + (hasNullClass ? 1 : 0);
  const ofClass = classes === undefined ? undefined : embedding('class', count, size);
  return {
    parameters: parametersOf([first, second, ofClass]),
    apply: (weights, logSnr, condition) => {
      const values = features(logSnr);
      const rows = tf.tensor2d(values, [values.length / featureCount, featureCount]);
      const time = second.apply(weights, silu(first.apply(weights, rows)));
      if (ofClass === undefined || classes === undefined) return time;
      return tf.add(time, ofClass.apply(weights, labelsOf(condition, classes, hasNullClass)));
    },
  };
}

/** A U-Net that has no weights yet: what they are drawn from, and the network with them. */
export interface UnweightedUnet {
  readonly parameters: Module['parameters'];
  with(weights: Weights): Network<tf.Tensor>;
}

/** A U-Net of some architecture. */
export function unetOf(architecture: UnetArchitecture): UnweightedUnet {
  const { shape, predicts, output, learnsVariance, classes, dropout: rate } = architecture;
  const { caption, centersInput = false } = architecture;
  const text =
    caption === undefined ? undefined : captioned(caption, architecture.backbone.embedding);
  const body = backbone({ ...architecture.backbone, context: text?.width });
  const embedded = embeddingOf(architecture);
  const isConditioned = classes !== undefined || text !== undefined;
  const made = (x: tf.Tensor, whole: tf.Tensor, logSnr: number | Float64Array): tf.Tensor => {
    if (output !== 'v' || predicts === 'v') return whole;
    const ofV = predicts === 'velocity' ? velocityOfV : epsOfV;
    if (!learnsVariance) return ofV(x, whole, logSnr);
    const [v, raw] = tf.split(whole, 2, -1) as [tf.Tensor, tf.Tensor];
    return tf.concat([ofV(x, v, logSnr), raw], -1);
  };
  const withWeights = (weights: Weights): Network<tf.Tensor> => ({
    predicts,
    shape,
    parameters: weights,
    block: imagesAtOnce(shape),
    ...(learnsVariance ? { learnsVariance } : {}),
    ...(classes === undefined ? {} : { condition: 'class' as const, classes }),
    ...(text === undefined ? {} : { condition: 'caption' as const }),
    apply: (x, logSnr, condition = [null], key) =>
      tf.tidy(() => {
        const rows = rowsOf('unet', x, shape);
        if (isConditioned) requireConditionEach('unet', condition, rows);
        else requireNoCondition('unet', condition);
        const dropout = key === undefined ? undefined : { rate, key };
        const level = embedded.apply(weights, logSnr, condition);
        const read = text?.apply(weights, condition, rows);
        const embedding = read === undefined ? level : tf.add(level, read.embedding);
        const beside = { embedding, context: read?.context, dropout };
        const seen = centersInput ? tf.sub(tf.mul(x, 2), 1) : x;
        return made(x, body.apply(weights, seen, beside), logSnr);
      }),
    with: withWeights,
    dispose: () => tf.dispose({ ...weights }),
  });
  return { parameters: parametersOf([embedded, text, body]), with: withWeights };
}
