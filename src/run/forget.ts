import { rm } from 'node:fs/promises';
import { configPath } from './config.ts';
import { metricsPath } from './metrics.ts';

/** Takes back what a run has written that came to no checkpoint, so that its folder holds no run. */
export async function forget(run: string): Promise<void> {
  for (const file of [configPath(run), metricsPath(run)]) await rm(file, { force: true });
}
