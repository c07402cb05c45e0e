import { requireInRange, requireInteger, requireOneOf, requirePositive } from '../errors/index.ts';
import type { LossTrack } from './lossTrack.ts';
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

/** How to train, whatever is trained. */
export interface TaskOptions {
  /** 3000 by default. */
  readonly steps?: number | undefined;
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
  /** Steps between looks at a held-out batch of 1,024 samples; 0, never, by default. */
  readonly evaluateEvery?: number | undefined;
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
 * Requires options within their ranges.
 * @throws InputError naming the one that is not
 */
export function requireTaskOptions(options: TaskOptions): void {
  const { steps = 1, accumulate = 1, learningRate = 1 } = options;
  const { warmup = 0, decay = 'constant', weightDecay = 0, clip = 0, emaDecay = 0 } = options;
  requireInteger('train: steps', steps);
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
}
