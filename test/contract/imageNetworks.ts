import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  classifier,
  crossEntropy,
  negativeElbo,
  type UnetOptions,
  unet,
  vae,
} from '../../models/index.ts';
import { drawn } from '../../models/modules/module.ts';
import { textEncoder } from '../../models/textEncoder/textEncoder.ts';
import { keyOf } from '../../src/noise/index.ts';
import { type Check, requireNear, tensor, waves } from './check.ts';

type Tensors = Readonly<Record<string, tf.Tensor>>;
interface Owner {
  readonly parameters: Tensors;
  dispose(): void;
}

/** A network with weights of ours, so that no layer is zero: normal numbers that keep activations near 1, gains around 1. */
export function ourWeights(parameters: Tensors): Tensors {
  const ours = Object.entries(parameters).map(([name, { shape, size }]) => {
    const sd = shape.length < 2 ? 0.3 : 1 / Math.sqrt(size / (shape.at(-1) as number));
    return [name, { shape, sd, mean: name.endsWith('/gain') ? 1 : 0 }] as const;
  });
  return drawn(Object.fromEntries(ours), keyOf(7));
}

/** What a network gives, and the slope of a loss along waves in all its parameters at once. */
interface Case {
  readonly name: string;
  make(): Owner;
  /** Outputs one after another, with the parameters given. */
  output(owner: Owner, weights: Tensors): tf.Tensor;
}

const shape = [8, 8, 2];
const size = [3, ...shape];
const image = (): tf.Tensor => tensor(waves(size), size);
const logSnr = Float64Array.of(-2, 0.5, 3);
type Made<T> = T & Owner;

const unetCase = (
  about: string,
  options: Omit<UnetOptions, 'shape'>,
  asked: readonly (number | string | null)[],
): Case => {
  const made = (): ReturnType<typeof unet> =>
    unet({ shape, channels: [8, 16], headSize: 8, groups: 4, attention: [4], ...options });
  return {
    name: `a U-Net ${about}`,
    make: made,
    output: (owner, weights) =>
      (owner as Made<ReturnType<typeof unet>>).with(weights).apply(image(), logSnr, asked),
  };
};

const cases: readonly Case[] = [
  unetCase('of DDPM with classes', { classes: 3 }, [1, null, 2]),
  unetCase(
    'of ADM with captions and a learned variance',
    {
      embeds: 'scale',
      resampling: 'block',
      learnsVariance: true,
      caption: { width: 8, layers: 1, heads: 2, length: 12 },
    },
    ['a seven', null, 'é'],
  ),
  {
    name: 'a noisy classifier',
    make: () =>
      classifier({
        ...{ shape, classes: 3, noisy: true, channels: [8, 16], groups: 4 },
        ...{ headSize: 8, attention: [4] },
      }),
    output: (owner, weights) => {
      const at = (owner as Made<ReturnType<typeof classifier>>).with(weights);
      const logits = at.logits(image(), logSnr);
      const loss = crossEntropy(logits, [0, 2, 1]);
      return tf.concat([logits, tf.expandDims(loss, 1), at.features(image(), logSnr)], 1);
    },
  },
  {
    name: 'a convolutional VAE',
    make: () => vae({ shape, latent: [4, 4, 2], channels: [8, 16], groups: 4 }),
    output: (owner, weights) => {
      const at = (owner as Made<ReturnType<typeof vae>>).with(weights);
      const { mean, logVariance } = at.encode(image());
      const eps = tensor(waves(mean.shape, 3), mean.shape);
      // of 128 pixels, so that it is as large as the rest
      const loss = tf.div(negativeElbo(at, image(), eps), 128);
      const flat = [mean, logVariance, at.decode(eps), loss].map((part) =>
        tf.reshape(part, [3, -1]),
      );
      return tf.concat(flat, 1);
    },
  },
  {
    name: 'a text encoder',
    make: () => {
      const { parameters } = textEncoder('t', { width: 8, length: 12 });
      const weights = drawn(parameters, keyOf(0));
      return { parameters: weights, dispose: () => tf.dispose({ ...weights }) };
    },
    output: (_, weights) => {
      const encoder = textEncoder('t', { width: 8, length: 12 });
      const { sequence, pooled } = encoder.apply(weights, ['a bold', '', 'é']);
      return tf.concat([tf.reshape(sequence, [3, -1]), pooled], 1);
    },
  },
];

/** Outputs, and by parameter the slope along waves of the mean of their waves and squares; on the current backend. */
async function numbersOf({ make, output }: Case): Promise<Readonly<Record<string, Float32Array>>> {
  const owner = make();
  const weights = ourWeights(owner.parameters);
  owner.dispose();
  const names = Object.keys(weights);
  const { value, slopes } = tf.tidy(() => {
    const made = output(owner, weights);
    const pull = tensor(waves(made.shape, 1), made.shape);
    const loss = (...values: tf.Tensor[]): tf.Scalar => {
      const y = output(
        owner,
        Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor])),
      );
      return tf.mean(tf.mul(pull, tf.add(y, tf.square(y))));
    };
    const grads = tf.grads(loss)(Object.values(weights));
    const along = grads.map((g, i) => tf.sum(tf.mul(g, tensor(waves(g.shape, i), g.shape))));
    return { value: made, slopes: tf.stack(along) };
  });
  const read = { output: await value.data<'float32'>(), slopes: await slopes.data<'float32'>() };
  tf.dispose([value, slopes, weights]);
  return read;
}

/** The same in plain JavaScript, whose modules are held against float64 in test/models. */
async function onCpu(of: Case): ReturnType<typeof numbersOf> {
  const own = tf.getBackend();
  await tf.setBackend('cpu');
  try {
    return await numbersOf(of);
  } finally {
    await tf.setBackend(own);
  }
}

/** Networks of images and of text give the same on every backend, in value and in the slopes of all their parameters. */
export const imageNetworks: readonly Check[] = cases.map((of) => ({
  name: `network: ${of.name} gives what it gives in plain JavaScript, and its gradient too`,
  run: async () => {
    const [made, expected] = [await numbersOf(of), await onCpu(of)];
    // thirty operations one after another on numbers up to 4, in sums of up to 300 products whose rounding grows as their root
    const tolerance = 30 * 4 * Math.sqrt(300) * 2 ** -24;
    for (const [what, values] of Object.entries(expected)) {
      const most = values.reduce((a, v) => Math.max(a, Math.abs(v)), 1);
      requireNear(what, made[what] ?? [], values, most * tolerance);
    }
  },
}));
