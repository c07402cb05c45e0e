/**
 * Training runs on disk: a folder that holds settings, checkpoints, metrics and pictures, and survives being stopped at any
 * moment; and networks of others, imported into such a folder. Node only. May import src/train, src/sampling, src/diffusers,
 * src/catalogue, src/report, src/io and all below. Must not know terminals or options of commands.
 * @packageDocumentation
 */
export type { Architecture, DataShape } from '../catalogue/index.ts';
export {
  type AnimationOptions,
  apngOf,
  type Frame,
  forwardStrip,
  type ImageGridOptions,
  imageGrid,
  type NoiseTime,
  pngOf,
  type Raster,
} from '../report/index.ts';
export {
  type ImportedConfig,
  isRun,
  type RunConfig,
  readConfig,
  readTrainedConfig,
  type TrainedConfig,
} from './config.ts';
export { exportRun } from './exportRun.ts';
export { type ImportedRun, importRun } from './importRun.ts';
export type { Decoder } from './latents/decoder.ts';
export type { Learned, Learning, MakeLearned } from './learned/learned.ts';
export { networkHash } from './networkHash.ts';
export { type OpenedClassifier, openClassifier } from './openClassifier.ts';
export { type OpenedRun, openRun } from './openRun.ts';
export { openVae } from './openVae.ts';
export { partOf } from './part.ts';
export { type PreparedRun, prepare } from './prepare.ts';
export { type FilmOptions, type ReverseFilm, reverseFilm } from './reverseFilm.ts';
export { type RunData, runData } from './runData.ts';
export { runSchedule } from './runSchedule.ts';
export { samplingOf } from './samplingOf.ts';
export { readSettings, settingsFile, type TrainSettings } from './settings.ts';
export { imagePictures, type StatePictures, statePictures } from './statePictures.ts';
export { type SweepFacts, type SweepFolder, sweepFacts, sweepFolder } from './sweepFolder.ts';
export type { Part, PartName, Sampling, System } from './systems/system.ts';
export { systemNamed, systems } from './systems/systems.ts';
export { type RunPlace, type Stage, type TrainedRun, trainRun } from './trainRun.ts';
export type { Precision } from './weightsFile.ts';
