import { z } from 'zod';
import { trainingGrid } from './grids.ts';
import { limitOf } from './limit.ts';
import { type SamplerReader, sampler } from './sampler.ts';
import { flag, ofDdpm } from './shared.ts';

const schema = z.strictObject({
  ...ofDdpm,
  set_alpha_to_one: flag(true),
});

const keepsEps =
  'DDIMScheduler keeps eps where x0 is held to a limit; here eps is always that of the held x0';

/** DDIMScheduler, with its eta of 0. */
export const ddim: SamplerReader = sampler(schema, (settings) => {
  const final_sigmas_type = settings.set_alpha_to_one ? 'zero' : 'sigma_min';
  const limit = limitOf(settings);
  return {
    solver: `ddim@${trainingGrid({ ...settings, final_sigmas_type })}`,
    limit,
    notes: limit === undefined ? [] : [keepsEps],
  };
});
