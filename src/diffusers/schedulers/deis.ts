import { z } from 'zod';
import { multistepGrid } from './grids.ts';
import { limitOf } from './limit.ts';
import { named, type SamplerReader, sampler } from './sampler.ts';
import * as shared from './shared.ts';

const { flag, only } = shared;

const schema = z.strictObject({
  ...shared.noise,
  ...shared.spaced('linspace'),
  ...shared.thresholded,
  ...shared.levelled,
  ...shared.withoutFlow,
  solver_order: shared.order,
  algorithm_type: only('deis'),
  solver_type: only('logrho'),
  lower_order_final: flag(true),
});

/** DEISMultistepScheduler, which always ends at the smallest sigma. */
export const deis: SamplerReader = sampler(schema, (settings) => {
  const { solver_order: order, lower_order_final: lowerOrderFinal } = settings;
  const solver = named('deis', { order, variable: 'log-rho', lowerOrderFinal });
  const grid = multistepGrid({ ...settings, final_sigmas_type: 'sigma_min' });
  return { solver: `${solver}@${grid}`, limit: limitOf(settings) };
});
