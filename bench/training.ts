import * as tf from '@tensorflow/tfjs-core';
import { mlp } from '../models/index.ts';
import { registerGradients } from '../src/backend/index.ts';
import { moons } from '../src/data/index.ts';
import { foldIn, keyOf } from '../src/noise/index.ts';
import { vp } from '../src/problem/index.ts';
import {
  denoiserTask,
  denoising,
  type Objective,
  sliced,
  stratifiedTimes,
  Trainer,
} from '../src/train/index.ts';
import type { Workload } from './measure.ts';

const batch = 512;
const sizes = [18, 128, 128, 128, 2];
/** Steps of a run. */
export const steps = 200;

/** The matrix products of the steps alone: forward, and the gradients of input and weight of each layer. */
async function productsOfSteps(): Promise<void> {
  const weights = sizes.slice(1).map((n, i) => tf.zeros<tf.Rank.R2>([sizes[i] as number, n]));
  const x = tf.zeros<tf.Rank.R2>([batch, 18]);
  for (let step = 0; step < steps; step++) {
    const last = tf.tidy(() => {
      const inputs: tf.Tensor2D[] = [x];
      for (const weight of weights) inputs.push(tf.matMul(inputs.at(-1) as tf.Tensor2D, weight));
      let slope = inputs.pop() as tf.Tensor2D;
      for (const [i, weight] of [...weights.entries()].reverse()) {
        tf.matMul(inputs[i] as tf.Tensor2D, slope, true, false);
        if (i > 0) slope = tf.matMul(slope, weight, false, true);
      }
      return tf.slice(slope, 0, 1);
    });
    await last.data();
    last.dispose();
  }
  tf.dispose([x, ...weights]);
}

/** What one would write without a framework: variables, tf.train.adam, an average of each weight; noise made beforehand. */
async function stepsByHand(): Promise<void> {
  await registerGradients();
  const weights = sizes
    .slice(1)
    .map((n, i) => tf.variable(tf.randomNormal<tf.Rank.R2>([sizes[i] as number, n], 0, 0.1)));
  const biases = sizes.slice(1).map((n) => tf.variable(tf.zeros<tf.Rank.R1>([n])));
  const all = [...weights, ...biases];
  let average = all.map((value) => tf.clone(value as tf.Tensor));
  const optimiser = tf.train.adam(0.001, 0.9, 0.999, 1e-8);
  const input = tf.randomNormal<tf.Rank.R2>([batch, 18]);
  const eps = tf.randomNormal<tf.Rank.R2>([batch, 2]);
  for (let step = 0; step < steps; step++) {
    const cost = optimiser.minimize(
      () => {
        let h: tf.Tensor2D = input;
        for (const [i, weight] of weights.entries()) {
          h = tf.add(tf.matMul(h, weight as tf.Tensor2D), biases[i] as tf.Tensor);
          if (i + 1 < weights.length) h = tf.mul(h, tf.sigmoid(h));
        }
        return tf.mean<tf.Scalar>(tf.square(tf.sub(h, eps)));
      },
      true,
      all as tf.Variable[],
    );
    average = average.map((old, i) => {
      const next = tf.tidy(() => tf.add(tf.mul(old, 0.995), tf.mul(all[i] as tf.Tensor, 0.005)));
      old.dispose();
      return next;
    });
    await cost?.data();
    cost?.dispose();
  }
  optimiser.dispose();
  tf.dispose([...all, ...average, input, eps]);
}

/** So many steps of a fresh MLP, noise drawing and moving average included. */
export async function stepsOf(objective: Objective): Promise<void> {
  await registerGradients();
  const network = mlp({ shape: [2] });
  const data = moons();
  const task = denoiserTask({
    ...{ data, heldOut: data, schedule: vp(), network, objective, times: stratifiedTimes() },
    ...{ key: foldIn(keyOf(1), 'train'), batch, conditionDropout: 0 },
  });
  const trainer = new Trainer(task, {
    ...{ accumulate: 1, clip: 0, emaDecay: 0.995 },
    adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  });
  for (let step = 0; step < steps; step++) await trainer.advance(0.001);
  trainer.dispose();
  network.dispose();
}

/** Largest ratios to the loop by hand: native is to gain by fewer operations, wasm has its products to wait for. */
const limits = { wasm: { denoising: 1.1, sliced: 2.2 }, native: { denoising: 0.8, sliced: 1.7 } };

/** What training costs on the current backend. */
export function trainingWorkloads(backend: 'wasm' | 'native'): readonly Workload[] {
  const about = `MLP 18-128-128-128-2 (${backend}), batch ${batch}, one Adam step of`;
  const against = 'a loop with tf.train.adam on noise made beforehand';
  return [
    {
      name: `${about} denoising score matching`,
      against,
      limit: limits[backend].denoising,
      perRun: steps,
      run: () => stepsOf(denoising()),
      reference: stepsByHand,
      floor: productsOfSteps,
    },
    {
      name: `${about} sliced score matching`,
      against: `${against}, denoising score matching`,
      limit: limits[backend].sliced,
      perRun: steps,
      run: () => stepsOf(sliced()),
      reference: stepsByHand,
    },
  ];
}
