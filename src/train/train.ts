import type * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { breathe, registerGradients } from '../backend/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import { noisyBatch } from './batch.ts';
import { TrainingDivergedError } from './divergence.ts';
import { learningRateAt } from './learningRate.ts';
import { isDiverging, type LossTrack, mean, tracked } from './lossTrack.ts';
import { denoising } from './objectives.ts';
import { discreteTimes, stratifiedTimes } from './times.ts';
import { Trainer } from './trainer.ts';
import { requireSound, type TrainOptions } from './trainOptions.ts';

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
  const { data, schedule, network, steps = 3000, batch = 512, accumulate = 1, signal } = options;
  const { learningRate: peak = 0.002, warmup = 0, decay = 'constant' } = options;
  const {
    weightDecay = 0,
    clip = 0,
    emaDecay = 0.995,
    evaluateEvery = 0,
    conditionDropout = 0.1,
  } = options;
  const { objective = denoising(), times = stratifiedTimes(), checkpoint, resume } = options;
  await registerGradients();
  const key = foldIn(keyOf(options.seed ?? 0), 'train');
  const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay };
  const sources = { data, schedule, network, times, conditionDropout };
  const trainer = new Trainer(
    { ...sources, objective, key, batch, accumulate, adam, clip, emaDecay },
    resume,
  );
  const evaluationKey = foldIn(key, 'evaluation');
  const isDiscrete = objective.needs?.includes('training times') === true;
  const evaluated = isDiscrete ? discreteTimes() : stratifiedTimes();
  const heldOut =
    evaluateEvery === 0
      ? undefined
      : noisyBatch(
          { ...sources, data: options.heldOut ?? data, times: evaluated, conditionDropout: 0 },
          evaluationKey,
          { first: 0, count: 1024 },
        );
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
