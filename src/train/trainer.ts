import * as tf from '@tensorflow/tfjs-core';
import { type AdamOptions, type AdamState, adam } from './adam.ts';
import { TrainingDivergedError } from './divergence.ts';
import { emaUpdate } from './ema.ts';
import { joined, type Layout, layoutOf, parted, type Tensors } from './layout.ts';
import { lossGradient } from './lossGradient.ts';
import type { Batch, Task } from './task.ts';

/** How a trainer goes about it. */
export interface TrainerOptions {
  /** Batches whose gradients are averaged for one step. */
  readonly accumulate: number;
  readonly adam: AdamOptions;
  /** Largest norm of the whole gradient; 0 leaves it as it is. */
  readonly clip: number;
  readonly emaDecay: number;
}

/** All that a run needs to go on as if it had never stopped; host arrays of a {@link Layout}. */
export interface Snapshot {
  /** Steps done. */
  readonly step: number;
  readonly parameters: Float32Array;
  /** The moving average. */
  readonly average: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** What the task remembers of losses, where it does. */
  readonly times: Readonly<Record<string, Float64Array>>;
}

/** What one step came to. */
export interface StepTaken {
  /** Loss before the step. */
  readonly loss: number;
  /** Norm of the gradient before it was clipped, where it is clipped. */
  readonly gradientNorm?: number;
}

/** A task in training: its parameters, their average and the optimiser's moments, each one flat tensor. */
export class Trainer {
  readonly layout: Layout;
  readonly #task: Task;
  readonly #options: TrainerOptions;
  #step: number;
  #state: AdamState;
  #average: tf.Tensor1D;
  #named: Tensors;

  /** @param from where to go on; left out, training starts with the task's own parameters, which stay the caller's */
  constructor(task: Task, options: TrainerOptions, from?: Snapshot) {
    this.#task = task;
    this.#options = options;
    this.layout = layoutOf(task.parameters);
    const { total } = this.layout;
    const start = (): tf.Tensor1D => joined(Object.values(task.parameters));
    const given = (values: Float32Array | undefined, usual: () => tf.Tensor1D): tf.Tensor1D =>
      values === undefined ? usual() : tf.tensor1d(values.slice());
    const zeros = (): tf.Tensor1D => tf.zeros([total]);
    this.#step = from?.step ?? 0;
    this.#state = {
      parameters: given(from?.parameters, start),
      m: given(from?.m, zeros),
      v: given(from?.v, zeros),
    };
    this.#average = given(from?.average, start);
    this.#named = parted(this.layout, this.#state.parameters);
    if (from !== undefined) task.restore?.(from.times);
  }

  /** Steps done. */
  get step(): number {
    return this.#step;
  }

  /**
   * One step of the optimiser.
   * @throws TrainingDivergedError if the loss is not finite; everything is then as it was before the step
   */
  async advance(rate: number): Promise<StepTaken> {
    const { adam: settings, clip, emaDecay, accumulate } = this.#options;
    const at = { step: this.#step, accumulate };
    const { loss, gradient } = await lossGradient(this.#task, this.layout, this.#named, at);
    const norm = clip > 0 ? tf.tidy(() => tf.sqrt(tf.sum(tf.square(gradient)))) : undefined;
    try {
      if (!Number.isFinite(loss)) throw new TrainingDivergedError(loss, this.#step + 1);
      const [gradientNorm] = (await norm?.data<'float32'>()) ?? [];
      const old = [...Object.values(this.#state), this.#average, ...Object.values(this.#named)];
      const shrink = gradientNorm === undefined ? 1 : Math.min(1, clip / gradientNorm);
      tf.tidy(() => {
        const by = shrink === 1 ? gradient : tf.mul<tf.Tensor1D>(gradient, shrink);
        const state = adam(this.#state, by, this.#step + 1, rate, settings);
        this.#average = tf.keep(emaUpdate(this.#average, state.parameters, emaDecay, this.#step));
        for (const tensor of Object.values(state)) tf.keep(tensor);
        this.#state = state;
      });
      this.#named = parted(this.layout, this.#state.parameters);
      tf.dispose(old);
      this.#step++;
      return { loss, ...(gradientNorm === undefined ? {} : { gradientNorm }) };
    } finally {
      gradient.dispose();
      norm?.dispose();
    }
  }

  /** The mean loss of the average over held-out batches. */
  async evaluate(batches: readonly Batch[]): Promise<number> {
    const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
    let total = 0;
    for (const { losses } of batches) {
      const sum = tf.tidy(() => tf.sum(losses(parted(this.layout, this.#average), false)));
      total += (await sum.data<'float32'>())[0] ?? Number.NaN;
      sum.dispose();
    }
    return total / rows;
  }

  /** The average by name, copies that are the caller's to dispose of. */
  average(): Tensors {
    return parted(this.layout, this.#average);
  }

  /**
   * All that is needed to go on from here.
   * @throws TrainingDivergedError if a parameter is not finite
   */
  async snapshot(): Promise<Snapshot> {
    const read = async (tensor: tf.Tensor1D): Promise<Float32Array> =>
      (await tensor.data<'float32'>()).slice();
    const parameters = await read(this.#state.parameters);
    if (!parameters.every(Number.isFinite)) throw new TrainingDivergedError(Number.NaN, this.#step);
    return {
      step: this.#step,
      parameters,
      average: await read(this.#average),
      m: await read(this.#state.m),
      v: await read(this.#state.v),
      times: this.#task.state?.() ?? {},
    };
  }

  /** Releases its tensors. */
  dispose(): void {
    tf.dispose([...Object.values(this.#state), this.#average, ...Object.values(this.#named)]);
  }
}
