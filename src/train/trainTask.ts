import { breathe, registerGradients } from '../backend/index.ts';
import { TrainingDivergedError } from './divergence.ts';
import type { Tensors } from './layout.ts';
import { learningRateAt } from './learningRate.ts';
import { isDiverging, type LossTrack, mean, tracked } from './lossTrack.ts';
import type { Task } from './task.ts';
import type { TaskOptions } from './taskOptions.ts';
import { Trainer } from './trainer.ts';

/** What training came to. */
export interface TrainedTask {
  /** The moving average of the parameters, the caller's to dispose of. */
  readonly parameters: Tensors;
  /** Mean loss at each hundredth of the run. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
}

/**
 * Trains the parameters of a task with Adam, and returns their moving average.
 *
 * What a step draws depends on the task and the step alone, so a run that goes on from a checkpoint ends with bitwise the
 * parameters of one that was never stopped.
 *
 * @throws TrainingDivergedError if the loss is not finite or goes astray, naming the step; the signal's reason if it is aborted
 */
export async function trainTask(task: Task, options: TaskOptions): Promise<TrainedTask> {
  const { steps = 3000, accumulate = 1, signal } = options;
  const { learningRate: peak = 0.002, warmup = 0, decay = 'constant' } = options;
  const { weightDecay = 0, clip = 0, emaDecay = 0.995, evaluateEvery = 0 } = options;
  const { checkpoint, resume } = options;
  await registerGradients();
  const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay };
  const trainer = new Trainer(task, { accumulate, adam, clip, emaDecay }, resume);
  const heldOut = evaluateEvery === 0 ? undefined : task.heldOut();
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
        ...(isEvaluated ? { evaluation: await trainer.evaluate(heldOut) } : {}),
      };
      if (step % every === 0) losses.push({ step, loss: mean(track.recent.slice(-every)) });
      await options.onStep?.(state);
      if (checkpoint !== undefined && step % checkpoint.every === 0) await save();
      await breathe();
    }
    await save();
    return { parameters: trainer.average(), losses };
  } finally {
    trainer.dispose();
  }
}
