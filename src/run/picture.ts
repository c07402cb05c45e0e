import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type Network, networkDenoiser } from '../../models/index.ts';
import { dpmpp2m } from '../../solvers/index.ts';
import type { Dataset } from '../data/index.ts';
import { writeWhole } from '../io/index.ts';
import { keyOf } from '../noise/index.ts';
import { reverse, type Schedule } from '../problem/index.ts';
import { imageGrid, pngOf, rasterised, samplesPicture } from '../report/index.ts';
import { sample } from '../sampling/index.ts';

/** Samples of a picture: points, or images side by side. */
const [points, images] = [1000, 64];

/** Draws samples of a network with DPM-Solver++(2M) in 20 steps, and leaves a picture of them: points over the data, images side by side. */
export async function writePicture(
  folder: string,
  step: number,
  network: Network<tf.Tensor>,
  schedule: Schedule,
  data: Dataset,
): Promise<void> {
  const isImage = data.shape.length === 3;
  const samples = isImage ? images : points;
  const diffusion = reverse(networkDenoiser(network, schedule));
  const { x } = await sample(diffusion, { solver: dpmpp2m(), steps: 20, samples, seed: 'picture' });
  const drawn = await x.data<'float32'>();
  tf.dispose(x);
  const file = path.join(folder, 'samples', `${String(step).padStart(8, '0')}.png`);
  if (isImage) return writeWhole(file, await pngOf(imageGrid(drawn, data.shape)));
  const beneath = data.draw(keyOf('picture'), { first: 0, count: samples });
  const title = `step ${step}: ${samples} samples over the data`;
  const svg = samplesPicture(title, drawn, data.dimension, beneath);
  await writeWhole(file, await rasterised(svg));
}
