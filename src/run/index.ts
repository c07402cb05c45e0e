/**
 * Training runs on disk: a folder that holds settings, checkpoints, metrics and pictures, and survives being stopped at any
 * moment. Node only. May import src/train, src/sampling, src/catalogue, src/report, src/io and all below. Must not know
 * terminals or options of commands.
 * @packageDocumentation
 */
export type { Architecture } from '../catalogue/index.ts';
export { isRun, type RunConfig, readConfig } from './config.ts';
export { type OpenedRun, openRun } from './openRun.ts';
export { type PreparedRun, prepare } from './prepare.ts';
export { type RunData, runData } from './runData.ts';
export { readSettings, settingsFile, type TrainSettings } from './settings.ts';
export type { Sampling, System } from './systems/system.ts';
export { systemNamed, systems } from './systems/systems.ts';
export { type RunPlace, type TrainedRun, trainRun } from './trainRun.ts';
