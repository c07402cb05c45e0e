import type * as tf from '@tensorflow/tfjs-core';
import { mlp, type Network, networkDenoiser } from '../../models/index.ts';
import { dpmpp2m, sra1 } from '../../solvers/index.ts';
import { moons } from '../../src/data/index.ts';
import { reverse, vp } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { train } from '../../src/train/index.ts';
import { type Check, read, requireNear, tensor, waves } from './check.ts';

const schedule = vp();

/** The network of the default size with an output layer that is not zero. */
function network(): Network<tf.Tensor> {
  const drawn = mlp({ shape: [2], seed: 2 });
  drawn.parameters['output/weight']?.dispose();
  return drawn.with({ ...drawn.parameters, 'output/weight': tensor(waves([128, 2]), [128, 2]) });
}

/**
 * On cpu and wasm the same instructions run in the same order for every row. TensorFlow chooses its kernels by the size of the batch, and
 * computes the last elements of an array by other instructions: native rows agree to rounding only.
 */
export const rowsApart: readonly Check[] = [
  {
    name: 'bitwise: a row of a network does not depend on the other rows',
    run: async () => {
      const own = network();
      const x = waves([61, 2]);
      const apply = (from: number, to: number): Promise<Float32Array> =>
        read(() => own.apply(tensor(x.slice(2 * from, 2 * to), [to - from, 2]), 0.3));
      const whole = await apply(0, 61);
      for (const cut of [1, 2, 3, 4, 5, 7, 8, 16, 17, 31, 32, 33, 60]) {
        const parts = [...(await apply(0, cut)), ...(await apply(cut, 61))];
        requireNear(`cut at ${cut}`, parts, whole, 0);
      }
      own.dispose();
    },
  },
  {
    name: 'bitwise: samples of a network do not depend on the batch size',
    run: async () => {
      const own = network();
      const problem = reverse(networkDenoiser(own, schedule));
      for (const solver of [dpmpp2m(), sra1()]) {
        const drawn = async (batch: number): Promise<ArrayLike<number>> => {
          const { x } = await sample(problem, { solver, steps: 6, samples: 50, batch, seed: 3 });
          const values = await x.data();
          x.dispose();
          return values;
        };
        const whole = await drawn(50);
        for (const batch of [1, 7, 32, 49]) {
          requireNear(`${solver.name}, batches of ${batch}`, await drawn(batch), whole, 0);
        }
      }
      own.dispose();
    },
  },
];

/** To the last bit, on native too. */
export const repeats: readonly Check[] = [
  {
    name: 'bitwise: sampling repeats',
    run: async () => {
      const own = network();
      const problem = reverse(networkDenoiser(own, schedule));
      const run = async (): Promise<ArrayLike<number>> => {
        const options = { solver: sra1(), steps: 6, samples: 50, batch: 16, seed: 3 };
        const { x } = await sample(problem, options);
        const values = await x.data();
        x.dispose();
        return values;
      };
      requireNear('samples', await run(), await run(), 0);
      own.dispose();
    },
  },
  {
    name: 'bitwise: training repeats',
    run: async () => {
      const run = async (): Promise<number[]> => {
        const start = mlp({ shape: [2], seed: 1 });
        const { network: trained } = await train({
          data: moons(),
          schedule,
          network: start,
          steps: 8,
          batch: 96,
          seed: 5,
        });
        const values = await Promise.all(Object.values(trained.parameters).map((v) => v.data()));
        start.dispose();
        trained.dispose();
        return values.flatMap((v) => [...v]);
      };
      requireNear('weights', await run(), await run(), 0);
    },
  },
];
