import type { Tensor } from '@tensorflow/tfjs-core';
import type { Vae } from '../../models/index.ts';
import { knownVaes } from '../catalogue/index.ts';
import { latestAverage } from './average.ts';
import { readTrainedConfig } from './config.ts';
import { modelOf } from './modelOf.ts';

/**
 * Opens the VAE of a run folder, with the averaged weights of its latest checkpoint; the caller's to dispose of.
 * @throws InputError if the folder holds no run, one of something else, no checkpoint yet, or a damaged one
 */
export async function openVae(folder: string): Promise<Vae<Tensor>> {
  const { settings, data } = await readTrainedConfig(folder);
  const model = modelOf(folder, settings, 'vae');
  const start = knownVaes.make(model).make({ shape: data.shape }, settings.seed);
  try {
    const { parameters } = await latestAverage(folder, start.parameters);
    return start.with(parameters);
  } finally {
    start.dispose();
  }
}
