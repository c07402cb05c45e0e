import type * as tf from '@tensorflow/tfjs-core';
import { learnsVariance, type Network } from '../../models/index.ts';
import { breathe, registerGradients } from '../backend/index.ts';
import type { Dataset } from '../data/index.ts';
import {
  InputError,
  requireInRange,
  requireInteger,
  requireOneOf,
  requirePositive,
} from '../errors/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { noisyBatch } from './batch.ts';
import { TrainingDivergedError } from './divergence.ts';
import { learningRateAt } from './learningRate.ts';
import { isDiverging, type LossTrack, mean, tracked } from './lossTrack.ts';
import type { Objective } from './objective.ts';
import { denoising } from './objectives.ts';
import { requireNeeds } from './requireNeeds.ts';
import { discreteTimes, stratifiedTimes, type TimeSampling } from './times.ts';
import { type Snapshot, Trainer } from './trainer.ts';

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
  /** A held-out batch of this many samples is looked at every so many steps; 0, never, by default. */
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

/** A trained network. */
export interface Trained {
  /** The moving average of the weights, the caller's to dispose of. */
  readonly network: Network<tf.Tensor>;
  /** Mean loss at each hundredth of the run. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
}

function requireSound(options: TrainOptions): void {
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
  requireNeeds(objective, { data, schedule, times, learnsVariance: learnsVariance(network) });
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
  const { data, schedule, network, steps = 3000, batch = 512, accumulate = 1, signal } = options;
  const { learningRate: peak = 0.002, warmup = 0, decay = 'constant' } = options;
  const { weightDecay = 0, clip = 0, emaDecay = 0.995, evaluateEvery = 0 } = options;
  const { objective = denoising(), times = stratifiedTimes(), checkpoint, resume } = options;
  await registerGradients();
  const key = foldIn(keyOf(options.seed ?? 0), 'train');
  const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay };
  const trainer = new Trainer(
    { data, schedule, network, objective, times, key, batch, accumulate, adam, clip, emaDecay },
    resume,
  );
  const evaluationKey = foldIn(key, 'evaluation');
  const isDiscrete = objective.needs?.includes('training times') === true;
  const evaluated = isDiscrete ? discreteTimes() : stratifiedTimes();
  const heldOut =
    evaluateEvery === 0
      ? undefined
      : noisyBatch(options.heldOut ?? data, schedule, evaluated, evaluationKey, {
          first: 0,
          count: 1024,
        });
  let track: LossTrack = resume?.track ?? { recent: [] };
  let saved = trainer.step;
  const save = async (): Promise<void> => {
    if (checkpoint === undefined || saved === trainer.step) return;
    await checkpoint.save({ ...(await trainer.snapshot()), track });
    saved = trainer.step;
  };
  const losses: { step: number; loss: number }[] = [];
  const every = Math.max(1, Math.floor(steps / 100));
  try {
    while (trainer.step < steps) {
      if (signal?.aborted) {
        await save();
        throw signal.reason;
      }
      const learningRate = learningRateAt({ peak, warmup, decay }, trainer.step + 1, steps);
      const { loss, gradientNorm } = await trainer.advance(learningRate);
      const { step } = trainer;
      track = tracked(track, loss);
      if (step % 10 === 0 && isDiverging(track))
        throw new TrainingDivergedError(mean(track.recent), step);
      const isEvaluated = heldOut !== undefined && (step % evaluateEvery === 0 || step === steps);
      const state = {
        step,
        steps,
        loss: mean(track.recent),
        learningRate,
        ...(gradientNorm === undefined ? {} : { gradientNorm }),
        ...(isEvaluated ? { evaluation: await trainer.evaluate(heldOut, evaluationKey) } : {}),
      };
      if (step % every === 0) losses.push({ step, loss: mean(track.recent.slice(-every)) });
      await options.onStep?.(state);
      if (checkpoint !== undefined && step % checkpoint.every === 0) await save();
      await breathe();
    }
    await save();
    return { network: trainer.network(), losses };
  } finally {
    trainer.dispose();
  }
}
