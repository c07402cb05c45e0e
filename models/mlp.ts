import * as tf from '@tensorflow/tfjs-core';
import { filledRows } from '../src/backend/wholeBlocks.ts';
import { InputError, requireInteger, requireOneOf } from '../src/errors/index.ts';
import { fillNormal, foldIn, type Key, keyOf } from '../src/noise/index.ts';
import { silu } from '../src/smooth/index.ts';
import { dense, denseWith } from './dense.ts';
import type { Network, VarianceNetwork } from './network.ts';
import { noiseFeatures } from './noiseFeatures.ts';
import { epsOfV, velocityOfV } from './preconditioned.ts';
import { shaped } from './shaped.ts';

type Parameters = Readonly<Record<string, tf.Tensor>>;

/** What an MLP is made of. */
export interface MlpOptions {
  /** Elements of one sample: [2]. */
  readonly shape: readonly number[];
  /** Units of each hidden layer; three of 128 by default. */
  readonly hidden?: readonly number[];
  /** Features of the noise level, even; 16 by default. */
  readonly features?: number;
  /** What it says; eps by default, velocity on schedules that leave nothing of the data, as flow. */
  readonly predicts?: 'eps' | 'velocity';
  /** Whether it also says where the variance of a step lies. */
  readonly learnsVariance?: boolean;
  /** What its weights are drawn from. */
  readonly seed?: string | number;
}

/** What is fixed of an MLP when its weights change. */
interface Architecture {
  readonly shape: readonly number[];
  readonly depth: number;
  readonly features: number;
  readonly predicts: 'eps' | 'velocity';
  readonly learnsVariance: boolean;
}

/** Normal weights of variance 2 / inputs, drawn by key and name; the last layer is zero. */
function drawn(key: Key, name: string, inputs: number, outputs: number): tf.Tensor {
  const values = new Float32Array(inputs * outputs);
  fillNormal(values, outputs, foldIn(key, name), 0, { scale: Math.sqrt(2 / inputs) });
  return tf.tensor2d(values, [inputs, outputs]);
}

/** [B, D] twice, side by side along the last axis of the shape of one sample. */
function sideBySide(a: tf.Tensor, b: tf.Tensor, shape: number[]): tf.Tensor {
  return tf.concat([tf.reshape(a, shape), tf.reshape(b, shape)], -1);
}

function withParameters(architecture: Architecture, parameters: Parameters): Network<tf.Tensor> {
  const { shape, depth, features, predicts, learnsVariance } = architecture;
  const size = shape.reduce((product, n) => product * n, 1);
  const of = (name: string): tf.Tensor2D => {
    const found = parameters[name];
    if (found === undefined) throw new InputError(`mlp: parameter ${name} is missing`);
    return found as tf.Tensor2D;
  };
  const layerOf = (x: tf.Tensor, name: string): tf.Tensor2D => {
    const bias = of(`${name}/bias`) as tf.Tensor as tf.Tensor1D;
    return dense(x as tf.Tensor2D, of(`${name}/weight`), bias);
  };
  return {
    predicts,
    shape,
    parameters,
    ...(learnsVariance ? { learnsVariance } : {}),
    apply: (x, logSnr) =>
      tf.tidy(() => {
        const embedded = noiseFeatures(logSnr, features);
        const levelsGiven = embedded.length / features;
        const embedding = tf.tensor2d(embedded, [levelsGiven, features]);
        const rows = x.size / size;
        const flat = shaped<tf.Tensor2D>(x, [rows, size]);
        const first = of('input/bias') as tf.Tensor as tf.Tensor1D;
        const noise = levelsGiven === 1 ? embedding : filledRows(embedding);
        let h = silu(
          denseWith(filledRows(flat), of('input/weight'), noise, of('time/weight'), first),
        );
        for (let layer = 1; layer < depth; layer++) {
          h = silu(layerOf(h, `hidden${layer}`));
        }
        const filled = layerOf(h, 'output');
        const whole = filled.shape[0] === rows ? filled : tf.slice(filled, 0, rows);
        const ofV = predicts === 'eps' ? epsOfV : velocityOfV;
        if (!learnsVariance) return shaped(ofV(flat, whole, logSnr), x.shape);
        const [output, raw] = tf.split(whole, 2, 1) as [tf.Tensor, tf.Tensor];
        return sideBySide(ofV(flat, output, logSnr), raw, x.shape);
      }),
    with: (other) => withParameters(architecture, other),
    dispose: () => tf.dispose({ ...parameters }),
  };
}

/**
 * A multilayer perceptron of the sample and its noise level that predicts eps or the velocity, for data of any dimension.
 *
 *   h_1 = silu(W_x x + W_t features(logSnr) + b),   h_(l+1) = silu(W_l h_l + b_l),   eps = sigma x + alpha (W h + b)
 *
 * for x of unit variance. What is left to the layers is v = alpha eps - sigma x0 : at pure noise eps is x
 * itself, so x0 = (x - sigma eps) / alpha does not blow an error of the layers up by 1 / alpha. The velocity eps - x0 is made of the same
 * v: (sigma - alpha) x + (alpha + sigma) v. With `learnsVariance` the last
 * layer has a second half, and what comes out of it is where the variance of a step lies; at first half way.
 *
 * Weights are drawn by key: the same seed gives the same network on every backend.
 *
 * @throws InputError if a size is not a positive integer, features are odd, or it is to predict something else
 */
export function mlp(
  options: MlpOptions & { readonly learnsVariance: true },
): VarianceNetwork<tf.Tensor>;
/** The same without, or with a variance that only running it decides on. */
export function mlp(options: MlpOptions): Network<tf.Tensor>;
export function mlp({
  shape,
  hidden = [128, 128, 128],
  features = 16,
  predicts = 'eps',
  learnsVariance = false,
  seed = 0,
}: MlpOptions): Network<tf.Tensor> {
  for (const n of [...shape, ...hidden]) requireInteger('mlp: every size', n);
  requireInteger('mlp: features', features);
  requireOneOf('mlp: predicts', predicts, ['eps', 'velocity']);
  if (features % 2 !== 0) throw new InputError(`mlp: features must be even, got ${features}`);
  const [first] = hidden;
  if (first === undefined) throw new InputError('mlp: hidden must name at least one layer');
  const size = shape.reduce((product, n) => product * n, 1);
  const outputs = learnsVariance ? 2 * size : size;
  const key = foldIn(keyOf(seed), 'mlp');
  const parameters: Record<string, tf.Tensor> = {
    'input/weight': drawn(key, 'input/weight', size, first),
    'input/bias': tf.zeros([first]),
    'time/weight': drawn(key, 'time/weight', features, first),
  };
  for (const [layer, units] of hidden.entries()) {
    if (layer === 0) continue;
    const name = `hidden${layer}`;
    parameters[`${name}/weight`] = drawn(key, `${name}/weight`, hidden[layer - 1] as number, units);
    parameters[`${name}/bias`] = tf.zeros([units]);
  }
  parameters['output/weight'] = tf.zeros([hidden.at(-1) as number, outputs]);
  parameters['output/bias'] = tf.zeros([outputs]);
  const architecture = { shape, depth: hidden.length, features, predicts, learnsVariance };
  return withParameters(architecture, parameters);
}
