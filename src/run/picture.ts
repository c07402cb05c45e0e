import * as tf from '@tensorflow/tfjs-core';
import { dpmpp2m } from '../../solvers/index.ts';
import type { Dataset } from '../data/index.ts';
import { keyOf } from '../noise/index.ts';
import type { ReverseDiffusion } from '../problem/index.ts';
import { imageGrid, pngOf, rasterised, samplesPicture } from '../report/index.ts';
import { sample } from '../sampling/index.ts';
import type { Decoder } from './latents/decoder.ts';

/** Samples of a picture: points, or images side by side. */
const [points, images] = [1000, 64];

/**
 * Draws samples with DPM-Solver++(2M) in 20 steps, and makes a picture of them, PNG: points over the data, images side by side.
 *
 * @param data what the samples are to be like
 * @param decoder what makes such samples of what is drawn, where those are latents
 */
export async function drawnPicture(
  title: string,
  diffusion: ReverseDiffusion<tf.Tensor>,
  data: Dataset,
  decoder?: Decoder,
): Promise<Uint8Array> {
  const isImage = data.shape.length === 3;
  const samples = isImage ? images : points;
  const { x } = await sample(diffusion, { solver: dpmpp2m(), steps: 20, samples, seed: 'picture' });
  const shown = decoder === undefined ? x : decoder.decode(x);
  const drawn = await shown.data<'float32'>();
  tf.dispose([x, shown]);
  if (isImage) return pngOf(imageGrid(drawn, data.shape));
  const beneath = data.draw(keyOf('picture'), { first: 0, count: samples });
  const svg = samplesPicture(`${title} over the data`, drawn, data.dimension, beneath);
  return rasterised(svg);
}
