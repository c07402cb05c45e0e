import type * as tf from '@tensorflow/tfjs-core';
import { learnsVariance, type Network } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import {
  InputError,
  requireInRange,
  requireInteger,
  requireOneOf,
  requirePositive,
} from '../errors/index.ts';
import { requireSignal, type Schedule } from '../problem/index.ts';
import { requireConditions } from './conditions.ts';
import type { LossTrack } from './lossTrack.ts';
import type { Objective } from './objective.ts';
import { denoising } from './objectives.ts';
import { requireNeeds } from './requireNeeds.ts';
import { stratifiedTimes, type TimeSampling } from './times.ts';
import type { Snapshot } from './trainer.ts';

/** Where training is. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  readonly steps: number;
  /** Mean loss of the last hundred steps. */
  readonly loss: number;
  readonly learningRate: number;
  /** Norm of the gradient before it was clipped, where it is clipped. */
  readonly gradientNorm?: number;
  /** Loss of the averaged network on the held-out batch, at the steps where that is taken. */
  readonly evaluation?: number;
}

/** What a run leaves so that it can go on: the trainer's state and the losses that are remembered. */
export interface Checkpoint extends Snapshot {
  readonly track: LossTrack;
}

/** When a run is saved, and how. */
export interface CheckpointPlan {
  /** Steps between two. */
  readonly every: number;
  /** Keeps the state; training goes on when it is done. */
  readonly save: (state: Checkpoint) => Promise<void>;
}

/** How to train a network. */
export interface TrainOptions {
  readonly data: Dataset;
  readonly schedule: Schedule;
  /** Where training starts; it stays the caller's and is not changed. */
  readonly network: Network<tf.Tensor>;
  /** Denoising score matching with every level the same weight by default. */
  readonly objective?: Objective | undefined;
  /** How noise levels are drawn; stratified over the range by default. */
  readonly times?: TimeSampling | undefined;
  /** 3000 by default. */
  readonly steps?: number | undefined;
  /** Samples of a batch; 512 by default. */
  readonly batch?: number | undefined;
  /** Batches whose gradients are averaged for one step; 1 by default. */
  readonly accumulate?: number | undefined;
  /** The largest; 0.002 by default. */
  readonly learningRate?: number | undefined;
  /** Steps over which the learning rate rises; 0 by default. */
  readonly warmup?: number | undefined;
  /** What the learning rate does then: `constant` by default, or `cosine`, down to 0 at the end. */
  readonly decay?: 'constant' | 'cosine' | undefined;
  /** AdamW's; 0, which is Adam, by default. */
  readonly weightDecay?: number | undefined;
  /** Largest norm of the whole gradient; 0, no limit, by default. */
  readonly clip?: number | undefined;
  /** Of the average that is returned; 0.995 by default. */
  readonly emaDecay?: number | undefined;
  /** How often the condition of a sample is left out, for classifier-free guidance; 0.1 by default. */
  readonly conditionDropout?: number | undefined;
  /** Steps between looks at a held-out batch of 1,024 samples; 0, never, by default. */
  readonly evaluateEvery?: number | undefined;
  /** What the held-out batch is drawn from; by default the data, under a key of its own. */
  readonly heldOut?: Dataset | undefined;
  /** Same seed, same network, bitwise on one backend. */
  readonly seed?: string | number | undefined;
  /** Aborts after the step that runs; a checkpoint is saved before the reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every step. */
  readonly onStep?: ((state: TrainingState) => void | Promise<void>) | undefined;
  /** Called with the state every so many steps, at the end, and when training is stopped. */
  readonly checkpoint?: CheckpointPlan | undefined;
  /** Where to go on, with the same options: as if the run had never stopped. */
  readonly resume?: Checkpoint | undefined;
}

/**
 * Requires options that go together, before any work.
 * @throws InputError for one that is out of range, for data and a network of different sizes, for a schedule that leaves nothing of
 *   the data to a network that predicts eps, and for an objective that does not find what it needs
 */
export function requireSound(options: TrainOptions): void {
  const { data, network, steps = 1, batch = 1, accumulate = 1, learningRate = 1 } = options;
  const { warmup = 0, decay = 'constant', weightDecay = 0, clip = 0, emaDecay = 0 } = options;
  requireInteger('train: steps', steps);
  requireInteger('train: batch', batch);
  requireInteger('train: accumulate', accumulate);
  requirePositive('train: learningRate', learningRate);
  requireInteger('train: warmup', warmup, 0);
  requireOneOf('train: decay', decay, ['constant', 'cosine']);
  requireInRange('train: weightDecay', weightDecay, 0, Number.MAX_VALUE);
  requireInRange('train: clip', clip, 0, Number.MAX_VALUE);
  requireInRange('train: emaDecay', emaDecay, 0, 1);
  requireInRange('train: conditionDropout', options.conditionDropout ?? 0, 0, 1);
  requireConditions(data, network);
  requireInteger('train: evaluateEvery', options.evaluateEvery ?? 0, 0);
  if (options.checkpoint !== undefined) {
    requireInteger('train: checkpoint.every', options.checkpoint.every);
  }
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
