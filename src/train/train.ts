import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import { denoiserTask } from './denoiserTask.ts';
import { denoising } from './objectives.ts';
import { stratifiedTimes } from './times.ts';
import { requireSound, type TrainOptions } from './trainOptions.ts';
import { trainTask } from './trainTask.ts';

/** A trained network. */
export interface Trained {
  /** The moving average of the weights, the caller's to dispose of. */
  readonly network: Network<tf.Tensor>;
  /** Mean loss at each hundredth of the run. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
}

/**
 * Trains a network with Adam and returns the moving average of its weights.
 *
 * Data, noise and times of a step depend on the seed and the step alone, so a run that goes on from a checkpoint ends with
 * bitwise the weights of one that was never stopped.
 *
 * @throws InputError if an option is out of range, or data and network differ in size
 * @throws TrainingDivergedError if the loss is not finite or goes astray, naming the step; the signal's reason if it is aborted
 */
export async function train(options: TrainOptions): Promise<Trained> {
  requireSound(options);
  const { data, heldOut = data, schedule, network, batch = 512, conditionDropout = 0.1 } = options;
  const { objective = denoising(), times = stratifiedTimes() } = options;
  const key = foldIn(keyOf(options.seed ?? 0), 'train');
  const sources = { data, heldOut, schedule, network, objective, times };
  const task = denoiserTask({ ...sources, key, batch, conditionDropout });
  const { parameters, losses } = await trainTask(task, options);
  return { network: network.with(parameters), losses };
}
