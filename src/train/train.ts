import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { breathe, registerGradients } from '../backend/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError, requireInRange, requireInteger, requirePositive } from '../errors/index.ts';
import { fillNormal, foldIn, type Key, keyOf } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { denoisingLosses, type NoisyBatch } from './denoisingScoreMatching.ts';
import { emaUpdate } from './ema.ts';
import { stratifiedTimes, type TimeSampling } from './times.ts';
import { simple, type Weighting } from './weightings.ts';

/** Where training is. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  readonly steps: number;
  /** Mean loss of the last hundred steps. */
  readonly loss: number;
}

/** How to train a network by denoising score matching. */
export interface TrainOptions {
  readonly data: Dataset;
  readonly schedule: Schedule;
  /** Where training starts; it stays the caller's and is not changed. */
  readonly network: Network<tf.Tensor>;
  /** 3000 by default. */
  readonly steps?: number | undefined;
  /** Samples of a step; 512 by default. */
  readonly batch?: number | undefined;
  /** Of Adam; 0.002 by default. */
  readonly learningRate?: number | undefined;
  /** Of the average that is returned; 0.995 by default. */
  readonly emaDecay?: number | undefined;
  /** How much an error counts at each noise level; all the same by default. */
  readonly weighting?: Weighting | undefined;
  /** How noise levels are drawn; stratified over the range by default. */
  readonly times?: TimeSampling | undefined;
  /** Same seed, same network, bitwise on one backend. */
  readonly seed?: string | number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after every step. */
  readonly onStep?: ((state: TrainingState) => void) | undefined;
}

/** A trained network. */
export interface Trained {
  /** The moving average of the weights, the caller's to dispose of. */
  readonly network: Network<tf.Tensor>;
  /** Mean loss over each hundredth of the run. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
}

/** The batch of one step: rows of data, noise and times addressed by key. */
function batchOf(
  data: Dataset,
  schedule: Schedule,
  times: TimeSampling,
  key: Key,
  step: number,
  count: number,
): NoisyBatch {
  const rows = { first: step * count, count };
  const eps = new Float32Array(count * data.dimension);
  fillNormal(eps, data.dimension, foldIn(key, 'eps'), rows.first);
  return {
    x0: data.draw(foldIn(key, 'data'), rows),
    eps,
    times: times.draw(schedule, foldIn(key, 'time'), rows.first, count),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

/**
 * Trains a network by denoising score matching with Adam and returns the moving average of its weights.
 *
 * Data, noise and times of a step depend on the seed and the step alone.
 *
 * @throws InputError if an option is out of range, data and network differ in size, or the loss is not finite, naming the step;
 *   the signal's reason if it is aborted
 * @see Kingma & Ba (2015), arXiv:1412.6980
 */
export async function train(options: TrainOptions): Promise<Trained> {
  const { data, schedule, network, steps = 3000, batch = 512, seed = 0, signal, onStep } = options;
  const { learningRate = 0.002, emaDecay = 0.995 } = options;
  const { weighting = simple(), times = stratifiedTimes() } = options;
  requireInteger('train: steps', steps);
  requireInteger('train: batch', batch);
  requirePositive('train: learningRate', learningRate);
  requireInRange('train: emaDecay', emaDecay, 0, 1);
  const size = network.shape.reduce((product, n) => product * n, 1);
  if (size !== data.dimension) {
    throw new InputError(
      `train: ${data.name} has ${data.dimension} elements a sample, the network takes ${size}`,
    );
  }
  await registerGradients();
  const key = foldIn(keyOf(seed), 'train');
  const variables = Object.fromEntries(
    Object.entries(network.parameters).map(([name, value]) => [name, tf.variable(value)]),
  );
  const trained = network.with(variables);
  const optimiser = tf.train.adam(learningRate);
  let average: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
    Object.entries(network.parameters).map(([name, value]) => [name, tf.clone(value)]),
  );
  /** One step of the optimiser; the loss before it. */
  const minimised = async (noisy: NoisyBatch): Promise<number> => {
    const weights = times.weights?.(noisy.times);
    let rows: tf.Tensor1D | undefined;
    const cost = optimiser.minimize(
      () => {
        const losses = denoisingLosses(trained, schedule, noisy, weighting);
        if (weights === undefined) return tf.mean<tf.Scalar>(losses);
        rows = tf.keep(tf.clone(losses));
        return tf.mean<tf.Scalar>(tf.mul(losses, tf.tensor1d(Float32Array.from(weights))));
      },
      true,
      Object.values(variables),
    );
    if (rows !== undefined) times.record?.(noisy.times, await rows.data<'float32'>());
    rows?.dispose();
    const [loss = Number.NaN] = (await cost?.data<'float32'>()) ?? [];
    cost?.dispose();
    return loss;
  };
  const recent: number[] = [];
  const losses: { step: number; loss: number }[] = [];
  const every = Math.max(1, Math.floor(steps / 100));
  try {
    for (let step = 0; step < steps; step++) {
      signal?.throwIfAborted();
      const noisy = batchOf(data, schedule, times, key, step, batch);
      const loss = await minimised(noisy);
      average = emaUpdate(average, variables, emaDecay, step);
      if (!Number.isFinite(loss)) {
        throw new InputError(
          `train: the loss is ${loss} at step ${step + 1} of ${steps}; a smaller learning rate may help`,
        );
      }
      recent.push(loss);
      if (recent.length > 100) recent.shift();
      if ((step + 1) % every === 0)
        losses.push({ step: step + 1, loss: mean(recent.slice(-every)) });
      onStep?.({ step: step + 1, steps, loss: mean(recent) });
      await breathe();
    }
    return { network: network.with(average), losses };
  } catch (error) {
    tf.dispose({ ...average });
    throw error;
  } finally {
    optimiser.dispose();
    tf.dispose(variables);
  }
}
