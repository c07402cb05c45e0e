import * as tf from '@tensorflow/tfjs-core';
import { bound, type Network } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { foldIn, type Key } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import { type AdamOptions, type AdamState, adam } from './adam.ts';
import { rowsOf } from './batch.ts';
import type { NoisyBatch } from './denoisingScoreMatching.ts';
import { TrainingDivergedError } from './divergence.ts';
import { emaUpdate } from './ema.ts';
import { joined, type Layout, layoutOf, parted, type Tensors } from './layout.ts';
import { lossGradient } from './lossGradient.ts';
import type { Objective } from './objective.ts';
import type { TimeSampling } from './times.ts';

/** What a trainer works on; all that it draws depends on the key and the step alone. */
export interface TrainerOptions {
  readonly data: Dataset;
  readonly schedule: Schedule;
  readonly network: Network<tf.Tensor>;
  readonly objective: Objective;
  readonly times: TimeSampling;
  readonly key: Key;
  /** Rows of a batch. */
  readonly batch: number;
  /** Batches whose gradients are averaged for one step. */
  readonly accumulate: number;
  readonly adam: AdamOptions;
  /** Largest norm of the whole gradient; 0 leaves it as it is. */
  readonly clip: number;
  readonly emaDecay: number;
  /** How often the condition of a sample is left out. */
  readonly conditionDropout: number;
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
  /** What the sampling of times remembers, where it does. */
  readonly times: Readonly<Record<string, Float64Array>>;
}

/** What one step came to. */
export interface StepTaken {
  /** Loss before the step. */
  readonly loss: number;
  /** Norm of the gradient before it was clipped, where it is clipped. */
  readonly gradientNorm?: number;
}

/** Rows that {@link Trainer.evaluate} gives a network at a time: what a U-Net has room for. */
const evaluatedAtOnce = 128;

/** A network in training: its parameters, their average and the optimiser's moments, each one flat tensor. */
export class Trainer {
  readonly layout: Layout;
  readonly #options: TrainerOptions;
  #step: number;
  #state: AdamState;
  #average: tf.Tensor1D;
  #named: Tensors;

  /** @param from where to go on; left out, training starts with the network's own parameters, which stay the caller's */
  constructor(options: TrainerOptions, from?: Snapshot) {
    this.#options = options;
    this.layout = layoutOf(options.network.parameters);
    const { total } = this.layout;
    const start = (): tf.Tensor1D => joined(Object.values(options.network.parameters));
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
    if (from !== undefined) options.times.restore?.(from.times);
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
    const { adam: settings, clip, emaDecay } = this.#options;
    const { loss, gradient } = await lossGradient(
      this.#options,
      this.layout,
      this.#named,
      this.#step,
    );
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

  /** The loss of the averaged network on a batch, of which some rows are computed at a time. */
  async evaluate(batch: NoisyBatch, key: Key): Promise<number> {
    const rows = batch.times.length;
    let total = 0;
    for (let first = 0; first < rows; first += evaluatedAtOnce) {
      const count = Math.min(evaluatedAtOnce, rows - first);
      total += count * (await this.#evaluated(rowsOf(batch, { first, count }), foldIn(key, first)));
    }
    return total / rows;
  }

  async #evaluated(batch: NoisyBatch, key: Key): Promise<number> {
    const loss = tf.tidy(() => {
      const average = this.#options.network.with(parted(this.layout, this.#average));
      const network = bound(average, batch.condition);
      const { objective, schedule, data } = this.#options;
      const { exact } = data;
      return tf.mean<tf.Scalar>(objective.losses({ network, schedule, batch, key, exact }));
    });
    const [value = Number.NaN] = await loss.data<'float32'>();
    loss.dispose();
    return value;
  }

  /** The averaged network, a copy that is the caller's to dispose of. */
  network(): Network<tf.Tensor> {
    return this.#options.network.with(parted(this.layout, this.#average));
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
      times: this.#options.times.state?.() ?? {},
    };
  }

  /** Releases its tensors. */
  dispose(): void {
    tf.dispose([...Object.values(this.#state), this.#average, ...Object.values(this.#named)]);
  }
}
