import { z } from 'zod';
import { trainingGrid } from './grids.ts';
import { limitOf } from './limit.ts';
import { named, noCounterpart, type SamplerReader, sampler } from './sampler.ts';
import { ofDdpm } from './shared.ts';

const schema = z.strictObject({
  ...ofDdpm,
  variance_type: z
    .enum(
      ['fixed_small', 'fixed_small_log', 'fixed_large', 'fixed_large_log', 'learned_range'],
      'expected fixed_small, fixed_large or learned_range',
    )
    .default('fixed_small'),
});

const solvers = {
  fixed_small: 'ddpm',
  fixed_small_log: 'ddpm',
  fixed_large: named('ddpm', { variance: 'large' }),
  learned_range: 'iddpm',
  fixed_large_log: undefined,
};

/** DDPMScheduler: ancestral sampling. */
export const ddpm: SamplerReader = sampler(schema, (settings) => {
  const solver = solvers[settings.variance_type];
  const limit = limitOf(settings);
  if (solver !== undefined) return { solver: `${solver}@${trainingGrid(settings)}`, limit };
  return { limit, notes: [noCounterpart('variance_type', settings.variance_type)] };
});
