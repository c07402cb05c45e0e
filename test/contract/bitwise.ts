import * as tf from '@tensorflow/tfjs-core';
import {
  classifier,
  classifierGradient,
  mlp,
  type Network,
  networkDenoiser,
} from '../../models/index.ts';
import { dpmpp2m, sra1 } from '../../solvers/index.ts';
import { moons } from '../../src/data/index.ts';
import { gaussianMixture, reverse, vp } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { tensors } from '../../src/space/index.ts';
import { train } from '../../src/train/index.ts';
import { type Check, read, requireNear, tensor, waves } from './check.ts';
import { ourWeights } from './imageNetworks.ts';

const schedule = vp();

/** The network of the default size with an output layer that is not zero. */
function network(): Network<tf.Tensor> {
  const drawn = mlp({ shape: [2], seed: 2 });
  drawn.parameters['output/weight']?.dispose();
  return drawn.with({ ...drawn.parameters, 'output/weight': tensor(waves([128, 2]), [128, 2]) });
}

/** A network of two convolutions on images of 7 x 7, the shape whose rows native mixes up most. */
function convolutions(): Network<tf.Tensor> {
  const of = (parameters: Readonly<Record<string, tf.Tensor>>): Network<tf.Tensor> => ({
    predicts: 'eps',
    shape: [7, 7, 1],
    parameters,
    block: 4,
    apply: (x, logSnr) =>
      tf.tidy(() => {
        const { first, last } = parameters as Record<'first' | 'last', tf.Tensor4D>;
        const h = tf.tanh(
          tf.conv2d(tf.add(x, (logSnr as number) / 10) as tf.Tensor4D, first, 1, 'same'),
        );
        return tf.conv2d(h, last, 1, 'same');
      }),
    with: of,
    dispose: () => tf.dispose({ ...parameters }),
  });
  return of({
    first: tensor(waves([3, 3, 1, 64]), [3, 3, 1, 64]),
    last: tensor(waves([3, 3, 64, 1]), [3, 3, 64, 1]),
  });
}

const cuts = [1, 2, 3, 4, 5, 7, 8, 16, 17, 31, 32, 33, 60, 64, 127];

/** That f of a batch is f of its rows, cut anywhere; `width` is the length of a row. */
async function requireApart(
  what: string,
  rows: number,
  width: number,
  f: (x: tf.Tensor) => tf.Tensor,
): Promise<void> {
  const x = waves([rows, width]);
  const apply = (from: number, to: number): Promise<Float32Array> =>
    read(() => f(tensor(x.slice(width * from, width * to), [to - from, width])));
  const whole = await apply(0, rows);
  for (const cut of cuts.filter((at) => at < rows)) {
    const parts = [...(await apply(0, cut)), ...(await apply(cut, rows))];
    requireNear(`${what}, cut at ${cut}`, parts, whole, 0);
  }
}

/** Functions that backends compute several elements at a time, and what is left over one by one. */
const elementwise: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  exp: tf.exp,
  expm1: tf.expm1,
  log: (x) => tf.log(tf.add(x, 2)),
  log1p: (x) => tf.log1p(tf.add(x, 1)),
  sigmoid: tf.sigmoid,
  softplus: tf.softplus,
  tanh: tf.tanh,
  sqrt: (x) => tf.sqrt(tf.add(x, 1)),
  rsqrt: (x) => tf.rsqrt(tf.add(x, 2)),
  reciprocal: tf.reciprocal,
  sin: tf.sin,
  cos: tf.cos,
  atan: tf.atan,
  erf: tf.erf,
  elu: tf.elu,
  selu: tf.selu,
  softmax: (x) => tf.softmax(x),
  logSoftmax: (x) => tf.logSoftmax(x),
  'sum of rows': (x) => tf.sum(x, 1),
};

/** That samples of a network, which is disposed of, are the same in any batches. */
async function requireSamplesApart(own: Network<tf.Tensor>): Promise<void> {
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
}

/** What makes samples independent of how a draw is cut into batches: the same instructions in the same order for every row. */
export const rowsApart: readonly Check[] = [
  ...Object.entries(elementwise).map(([name, f]) => ({
    name: `bitwise: a row of ${name} does not depend on the other rows`,
    run: async () => {
      for (const width of [1, 3, 8]) await requireApart(`width ${width}`, 130, width, f);
    },
  })),
  {
    name: 'bitwise: a row of a product does not depend on the other rows',
    run: async () => {
      for (const [rows, from, to] of [
        [130, 1, 7],
        [130, 18, 128],
        [500, 128, 128],
        [2000, 128, 2],
        [500, 150, 150],
        [130, 300, 20],
        [500, 600, 8],
      ] as const) {
        const [w, flipped] = [
          tensor(waves([from, to]), [from, to]),
          tensor(waves([to, from]), [to, from]),
        ];
        const by = (b: tf.Tensor, turned: boolean) => (x: tf.Tensor) =>
          tf.matMul(x as tf.Tensor2D, b as tf.Tensor2D, false, turned);
        await requireApart(`${from} x ${to}`, rows, from, by(w, false));
        await requireApart(`${to} x ${from} transposed`, 130, from, by(flipped, true));
        tf.dispose([w, flipped]);
      }
    },
  },
  {
    name: 'bitwise: a row of an exact denoiser does not depend on the other rows',
    run: async () => {
      const denoiser = gaussianMixture({
        means: [
          [-1, 0.5],
          [1, 0],
          [0.2, 2],
        ],
        sd: 0.4,
      }).denoiser(schedule, tensors([2]));
      await requireApart('x0', 130, 2, (x) => denoiser.predict(x, 0.4).x0);
      denoiser.dispose();
    },
  },
  {
    name: 'bitwise: a row of a network does not depend on the other rows',
    run: async () => {
      const own = network();
      await requireApart('eps', 200, 2, (x) => own.apply(x, 0.3));
      own.dispose();
    },
  },
  {
    name: 'bitwise: samples of a network do not depend on the batch size',
    run: () => requireSamplesApart(network()),
  },
  {
    name: 'bitwise: samples of convolutions do not depend on the batch size',
    run: () => requireSamplesApart(convolutions()),
  },
  {
    name: 'bitwise: the gradient of a classifier at a row is that of its class, whatever the other rows',
    run: async () => {
      const shape = [7, 7, 1];
      const start = classifier({ shape, classes: 3, noisy: true, channels: [8], groups: 4 });
      const own = start.with(ourWeights(start.parameters));
      const count = 2 * own.block + 3;
      const x = waves([count, ...shape]);
      const labels = Array.from({ length: count }, (_, row) => row % 3);
      const gradient = (from: number, to: number): Promise<Float32Array> =>
        read(() => {
          const rows = tensor(x.slice(49 * from, 49 * to), [to - from, ...shape]);
          return classifierGradient(own, schedule, labels.slice(from, to))(rows, 0.3);
        });
      const whole = await gradient(0, count);
      if (whole.every((value) => value === 0)) throw new Error('the gradient is 0 everywhere');
      // a row keeps its place where batches are cut at whole blocks
      for (const cut of [own.block, 2 * own.block]) {
        const parts = [...(await gradient(0, cut)), ...(await gradient(cut, count))];
        requireNear(`cut at ${cut}`, parts, whole, 0);
      }
      start.dispose();
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
