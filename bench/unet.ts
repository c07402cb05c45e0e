import * as tf from '@tensorflow/tfjs-core';
import { type Network, unet } from '../models/index.ts';
import { breathe } from '../src/backend/breathe.ts';
import { registerGradients } from '../src/backend/index.ts';
import type { Dataset } from '../src/data/index.ts';
import { foldIn, keyOf } from '../src/noise/index.ts';
import { vp } from '../src/problem/index.ts';
import { denoiserTask, denoising, Trainer, uniformTimes } from '../src/train/index.ts';
import { convolutionsOf } from './convolutions.ts';
import type { Workload } from './measure.ts';

const batch = 16;
const shape = [28, 28, 1] as const;
/** What is timed. */
export const unetName: string = `U-Net of 1.06 M parameters, batch ${batch} of 28 x 28 x 1`;
/** Calls of a run. */
export const calls = 3;

/** Pictures that cost nothing to draw: only the network is to be timed. */
const grey: Dataset = {
  ...{ name: 'grey', about: 'pictures of one grey', options: {}, shape: [...shape] },
  dimension: 784,
  draw: (_, { count }) => new Float64Array(784 * count).fill(0.5),
};

/** A U-Net on the current backend, timed by its calls and by its steps of training. */
export interface TimedUnet {
  /** That many outputs of a batch. */
  forward(): Promise<void>;
  /** That many steps of Adam on denoising score matching, with a moving average. */
  step(): Promise<void>;
  /** What it runs of convolutions alone. */
  convolutions(of: 'forward' | 'step'): Promise<void>;
  dispose(): void;
}

function trainerOf(network: Network<tf.Tensor>): Trainer {
  const task = denoiserTask({
    ...{ data: grey, heldOut: grey, schedule: vp(), network, objective: denoising() },
    ...{ times: uniformTimes(), key: foldIn(keyOf(1), 'train'), batch, conditionDropout: 0 },
  });
  return new Trainer(task, {
    ...{ accumulate: 1, clip: 0, emaDecay: 0.995 },
    adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  });
}

/** The U-Net of 1.06 million parameters: 28 x 28 x 1, channels 32, 64, 64, a block a level, attention in the middle. */
export async function timedUnet(): Promise<TimedUnet> {
  await registerGradients();
  const network = unet({ shape });
  const x = tf.zeros([batch, ...shape]);
  const alone = await convolutionsOf(() => network.apply(x, 0.3));
  const trainer = trainerOf(network);
  const repeated = async (one: () => Promise<unknown>): Promise<void> => {
    for (let call = 0; call < calls; call++) {
      await one();
      // native gives memory back between turns of the event loop
      await breathe();
    }
  };
  return {
    forward: () =>
      repeated(async () => {
        const y = network.apply(x, 0.3);
        await y.data();
        y.dispose();
      }),
    step: () => repeated(() => trainer.advance(0.001)),
    convolutions: (of) => repeated(() => alone.run(of)),
    dispose() {
      alone.dispose();
      trainer.dispose();
      network.dispose();
      x.dispose();
    },
  };
}

/**
 * Largest ratios to the convolutions alone. A forward pass is to take 40 ms on native and 250 on wasm, a step 130 on native, on a
 * machine where its 5.94 thousand million operations alone take 12, 132 and 54: there the convolution of 16 x 28 x 28 x 64 with a
 * filter of 3 x 3, 0.925 of them, takes 1.8 ms on native, 20.6 on wasm, and on native 8.4 with both gradients.
 */
const limits = { wasm: { forward: 1.9 }, native: { forward: 3.4, step: 2.4 } } as const;

/**
 * Largest ratios to PyTorch: 40 ms and 130 ms where it takes 24 and 79, the least that was seen of it (and 42 and 130 the most).
 */
export const ofPyTorch = { forward: 1.67, step: 1.65 } as const;

/** What a U-Net costs on the current backend beside its convolutions alone. */
export function unetWorkloads(backend: 'wasm' | 'native', network: TimedUnet): readonly Workload[] {
  const { forward } = limits[backend];
  const about = `${unetName} (${backend})`;
  const pass: Workload = {
    ...{ name: `${about}, forward`, against: 'its convolutions alone' },
    ...{ limit: forward, perRun: calls },
    run: () => network.forward(),
    reference: () => network.convolutions('forward'),
  };
  if (backend === 'wasm') return [pass];
  const step: Workload = {
    ...{ name: `${about}, one Adam step`, against: 'its convolutions and their gradients alone' },
    ...{ limit: limits.native.step, perRun: calls },
    run: () => network.step(),
    reference: () => network.convolutions('step'),
  };
  return [pass, step];
}
