import type * as tf from '@tensorflow/tfjs-core';
import { learnsVariance, type Network } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError, requireInRange, requireInteger } from '../errors/index.ts';
import { requireSignal, type Schedule } from '../problem/index.ts';
import { requireConditions } from './conditions.ts';
import type { Objective } from './objective.ts';
import { denoising } from './objectives.ts';
import { requireNeeds } from './requireNeeds.ts';
import { requireTaskOptions, type TaskOptions } from './taskOptions.ts';
import { stratifiedTimes, type TimeSampling } from './times.ts';

/** How to train a network. */
export interface TrainOptions extends TaskOptions {
  readonly data: Dataset;
  readonly schedule: Schedule;
  /** Where training starts; it stays the caller's and is not changed. */
  readonly network: Network<tf.Tensor>;
  /** Denoising score matching with every level the same weight by default. */
  readonly objective?: Objective | undefined;
  /** How noise levels are drawn; stratified over the range by default. */
  readonly times?: TimeSampling | undefined;
  /** Samples of a batch; 512 by default. */
  readonly batch?: number | undefined;
  /** How often the condition of a sample is left out, for classifier-free guidance; 0.1 by default. */
  readonly conditionDropout?: number | undefined;
  /** What the held-out batch is drawn from; by default the data, under a key of its own. */
  readonly heldOut?: Dataset | undefined;
  /** Same seed, same network, bitwise on one backend. */
  readonly seed?: string | number | undefined;
}

/**
 * Requires options that go together, before any work.
 * @throws InputError for one that is out of range, for data and a network of different sizes, for a schedule that leaves nothing of
 *   the data to a network that predicts eps, and for an objective that does not find what it needs
 */
export function requireSound(options: TrainOptions): void {
  const { data, network, batch = 1 } = options;
  requireTaskOptions(options);
  requireInteger('train: batch', batch);
  requireInRange('train: conditionDropout', options.conditionDropout ?? 0, 0, 1);
  requireConditions(data, network);
  const size = network.shape.reduce((product, n) => product * n, 1);
  if (size !== data.dimension) {
    throw new InputError(
      `train: ${data.name} has ${data.dimension} elements a sample, the network takes ${size}`,
    );
  }
  const { objective = denoising(), times = stratifiedTimes(), schedule } = options;
  requireSignal(schedule, network.predicts);
  requireNeeds(objective, { data, schedule, times, learnsVariance: learnsVariance(network) });
}
