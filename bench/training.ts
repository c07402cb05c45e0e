import * as tf from '@tensorflow/tfjs-core';
import { mlp } from '../models/index.ts';
import { registerGradients } from '../src/backend/index.ts';
import { moons } from '../src/data/index.ts';
import { foldIn, keyOf } from '../src/noise/index.ts';
import { vp } from '../src/problem/index.ts';
import { denoising, type Objective, sliced, stratifiedTimes, Trainer } from '../src/train/index.ts';
import type { Workload } from './measure.ts';

const batch = 512;
const sizes = [18, 128, 128, 128, 2];
const steps = 200;

/** The matrix products of one step alone: forward, and the gradients of input and weight of each layer, `times` over. */
async function productsOfSteps(times: number): Promise<void> {
  const weights = sizes.slice(1).map((n, i) => tf.zeros<tf.Rank.R2>([sizes[i] as number, n]));
  const x = tf.zeros<tf.Rank.R2>([batch, 18]);
  for (let step = 0; step < steps * times; step++) {
    const read = tf.tidy(() => {
      const inputs: tf.Tensor2D[] = [x];
      for (const weight of weights) inputs.push(tf.matMul(inputs.at(-1) as tf.Tensor2D, weight));
      let slope = inputs.pop() as tf.Tensor2D;
      for (const [i, weight] of [...weights.entries()].reverse()) {
        tf.matMul(inputs[i] as tf.Tensor2D, slope, true, false);
        if (i > 0) slope = tf.matMul(slope, weight, false, true);
      }
      return tf.slice(slope, 0, 1);
    });
    await read.data();
    read.dispose();
  }
  tf.dispose([x, ...weights]);
}

async function stepsOf(objective: Objective): Promise<void> {
  await registerGradients();
  const network = mlp({ shape: [2] });
  const trainer = new Trainer({
    ...{ data: moons(), schedule: vp(), network, objective, times: stratifiedTimes() },
    ...{ key: foldIn(keyOf(1), 'train'), batch, accumulate: 1, clip: 0, emaDecay: 0.995 },
    adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  });
  for (let step = 0; step < steps; step++) await trainer.advance(0.001);
  trainer.dispose();
  network.dispose();
}

/** What training costs on the current backend. */
export function trainingWorkloads(backend: string): readonly Workload[] {
  const about = `MLP 18-128-128-128-2 (${backend}), batch ${batch}`;
  return [
    {
      name: `${about}, ${steps} Adam steps of denoising score matching`,
      against: 'their matrix products alone',
      limit: 2.5,
      perRun: steps,
      run: () => stepsOf(denoising()),
      reference: () => productsOfSteps(1),
    },
    {
      name: `${about}, ${steps} Adam steps of sliced score matching`,
      against: 'the matrix products of denoising score matching alone',
      limit: 6,
      perRun: steps,
      run: () => stepsOf(sliced()),
      reference: () => productsOfSteps(1),
    },
  ];
}
