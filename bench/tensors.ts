import * as tf from '@tensorflow/tfjs-core';
import { mlp, networkDenoiser } from '../models/index.ts';
import { eulerMaruyama } from '../solvers/index.ts';
import { uniform } from '../src/grids/index.ts';
import { type Denoiser, eightGaussians, reverse, vp } from '../src/problem/index.ts';
import { sample } from '../src/sampling/index.ts';
import { tensors } from '../src/space/index.ts';
import { mixtureByHand } from './float64.ts';
import type { Workload } from './measure.ts';

const samples = 4096;

async function drawn(denoiser: Denoiser<tf.Tensor>, steps: number): Promise<tf.Tensor> {
  const solver = eulerMaruyama();
  const { x } = await sample(reverse(denoiser), {
    solver,
    grid: uniform(),
    steps,
    samples,
    seed: 1,
  });
  return x;
}

/** Samples of a fresh MLP 18-128-128-128-2 in 100 steps. */
export async function drawnByMlp(): Promise<tf.Tensor> {
  const network = mlp({ shape: [2] });
  const x = await drawn(networkDenoiser(network, vp()), 100);
  network.dispose();
  return x;
}

/**
 * The matrix products of an MLP 18-128-128-128-2 alone, as often as a run of `steps` needs them. Of rank 3, so that native does not
 * fill them up: what is counted is what the backend could do.
 */
async function productsAlone(steps: number): Promise<void> {
  const sizes = [18, 128, 128, 128, 2];
  const weights = sizes.slice(1).map((n, i) => tf.zeros<tf.Rank.R3>([1, sizes[i] as number, n]));
  const x = tf.zeros<tf.Rank.R3>([1, samples, 18]);
  for (let step = 0; step < steps; step++) {
    tf.tidy(() => weights.reduce<tf.Tensor3D>((h, weight) => tf.matMul(h, weight), x));
  }
  await x.data();
  tf.dispose([x, ...weights]);
}

/** What tensors cost on the current backend. */
export function tensorWorkloads(backend: string): readonly Workload[] {
  return [
    {
      name: `the same mixture on tensors (${backend}), 1,000 steps`,
      against: 'hand-written loop on Float64Array',
      // 1,000 steps of a few operations each: native spends them on dispatching
      limit: backend === 'native' ? 1.6 : 1.1,
      run: async () => {
        const denoiser = eightGaussians().denoiser(vp(), tensors([2]));
        (await drawn(denoiser, 1000)).dispose();
        denoiser.dispose();
      },
      reference: async () => void mixtureByHand(),
    },
    {
      name: `MLP 18-128-128-128-2 (${backend}), 4,096 samples, 100 Euler-Maruyama steps`,
      against: 'its matrix products alone',
      limit: backend === 'native' ? 3.3 : 2.5,
      run: async () => (await drawnByMlp()).dispose(),
      reference: () => productsAlone(100),
    },
  ];
}
