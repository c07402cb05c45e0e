/**
 * What folders of diffusers say: networks of another framework, with their schedulers, in the words used here. May import models/,
 * src/problem and src/errors. Must not know files or folders, nor what is done with a network.
 * @see https://github.com/huggingface/diffusers, version 0.42.1
 */
export { architectureOf } from './architecture.ts';
export { type FileTensors, foreignNames, weightsFrom } from './parameters.ts';
export { type ForeignScheduler, schedulerFrom } from './scheduler.ts';
export { type UnetConfig, unetConfig } from './unetConfig.ts';
