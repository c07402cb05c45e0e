import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from '../../models/index.ts';
import { unetOf } from '../../models/unet/unetOf.ts';
import {
  architectureOf,
  type FileTensors,
  schedulerFrom,
  unetConfig,
  weightsFrom,
} from '../../src/diffusers/index.ts';
import { readSafetensors } from '../../src/io/index.ts';
import io from '../goldens/unet-tiny/io.json' with { type: 'json' };

/**
 * The folder of a small UNet2DModel of diffusers 0.42.1 with random weights: config.json and weights as save_pretrained writes them,
 * and in io.json an input, two timesteps, and what its forward() makes of them, in float32 on a CPU.
 */
export const tinyFolder = fileURLToPath(new URL('../goldens/unet-tiny', import.meta.url));

export const tinyConfig = JSON.parse(readFileSync(`${tinyFolder}/config.json`, 'utf8')) as Readonly<
  Record<string, unknown>
>;

export const tinyTensors: FileTensors = readSafetensors(
  'tiny',
  readFileSync(`${tinyFolder}/diffusion_pytorch_model.safetensors`),
).tensors;

/** A network out of settings and tensors, on the default schedule. */
export function networkOf(config: unknown, tensors: FileTensors): Network<tf.Tensor> {
  const scheduler = schedulerFrom('scheduler_config.json');
  const unet = unetOf(architectureOf('config.json', unetConfig('config.json', config), scheduler));
  const weights = weightsFrom('weights', unet.parameters, tensors);
  return unet.with(
    Object.fromEntries(
      Object.entries(weights).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
    ),
  );
}

/** [n, channels, height, width] as PyTorch has images, flat with channels last. */
export function channelsLast(images: readonly number[][][][]): Float64Array {
  return Float64Array.from(
    images.flatMap((channels) =>
      (channels[0] ?? []).flatMap((row, y) =>
        row.flatMap((_, x) => channels.map((plane) => plane[y]?.[x] ?? Number.NaN)),
      ),
    ),
  );
}

/** logSnr of diffusers' timesteps on the default schedule. */
export function logSnrOf(timesteps: readonly number[]): Float64Array {
  const { schedule } = schedulerFrom('scheduler_config.json');
  return Float64Array.from(timesteps, (k) => schedule.logSnr((k + 1) / 1000));
}

export const tiny = { x: channelsLast(io.x), y: channelsLast(io.y), timesteps: io.timesteps };
