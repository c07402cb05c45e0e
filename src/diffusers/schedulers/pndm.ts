import { z } from 'zod';
import { trainingGrid } from './grids.ts';
import { named, type SamplerReader, sampler } from './sampler.ts';
import { flag, noise, spaced } from './shared.ts';

const schema = z.strictObject({
  ...noise,
  ...spaced('leading'),
  skip_prk_steps: flag(false),
  set_alpha_to_one: flag(false),
});

/** PNDMScheduler: linear multistep, warmed up by Runge-Kutta steps or by Heun's. */
export const pndm: SamplerReader = sampler(schema, (settings) => {
  const final_sigmas_type = settings.set_alpha_to_one ? 'zero' : 'sigma_min';
  const solver = named('pndm', { warmUp: settings.skip_prk_steps ? 'heun' : undefined });
  return { solver: `${solver}@${trainingGrid({ ...settings, final_sigmas_type })}` };
});
