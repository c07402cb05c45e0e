import { schedulerFrom } from '../diffusers/index.ts';
import { configPath, type RunConfig } from './config.ts';
import type { Sampling } from './systems/system.ts';
import { systemNamed } from './systems/systems.ts';

const usual: Sampling = { solver: 'dpmpp-2m', steps: 20 };

/**
 * How a run is sampled by default: an imported one as its scheduler does; others as their system is, without limits where samples are
 * no images.
 */
export function samplingOf(folder: string, config: RunConfig): Sampling {
  if (config.kind === 'imported') {
    const own = schedulerFrom(configPath(folder), config.scheduler ?? undefined);
    const { solver = usual.solver, limit } = own;
    return { ...usual, solver, ...(limit === undefined ? {} : { limit }) };
  }
  const { settings, data } = config;
  if (settings.system === undefined) return usual;
  const { limit, ...others } = systemNamed(settings.system).sampling;
  const isImage = data.shape.length === 3;
  return { ...others, ...(isImage && limit !== undefined ? { limit } : {}) };
}
