import { z } from 'zod';
import { eulerGrid, trainingGrid } from './grids.ts';
import { limitOf } from './limit.ts';
import { named, type SamplerReader, sampler } from './sampler.ts';
import * as shared from './shared.ts';

const { only } = shared;

const eulerSchema = z.strictObject({
  ...shared.noise,
  ...shared.rescaled,
  ...shared.spaced('linspace'),
  ...shared.levelled,
  ...shared.ending,
  interpolation_type: z
    .enum(['linear', 'log_linear'], 'expected linear or log_linear')
    .default('linear'),
  timestep_type: only('discrete'),
  sigma_min: only(null),
  sigma_max: only(null),
});

/** EulerDiscreteScheduler: Euler in sigma / alpha of x / alpha, which is DDIM. */
export const euler: SamplerReader = sampler(eulerSchema, (settings) => {
  const isLevelled =
    settings.use_karras_sigmas || settings.use_exponential_sigmas || settings.use_beta_sigmas;
  // in equal steps of log sigma, down to the smallest sigma twice
  const isLogLinear = settings.interpolation_type === 'log_linear' && !isLevelled;
  const grid = isLogLinear ? named('uniform-log-snr', { finalSigma: 'min' }) : eulerGrid(settings);
  return { solver: `ddim@${grid}` };
});

const ancestralSchema = z.strictObject({
  ...shared.noise,
  ...shared.rescaled,
  ...shared.spaced('linspace'),
});

/** EulerAncestralDiscreteScheduler: the posterior of DDPM, with its small variance. */
export const eulerAncestral: SamplerReader = sampler(ancestralSchema, (settings) => ({
  solver: `ddpm@${trainingGrid(settings, { rounded: false })}`,
}));

const heunSchema = z.strictObject({
  ...shared.noise,
  ...shared.spaced('linspace'),
  ...shared.levelled,
  ...shared.clipped(false),
  beta_start: z.number().default(0.00085),
  beta_end: z.number().default(0.012),
});

/** HeunDiscreteScheduler: Heun in sigma / alpha of x / alpha, which is EDM without churn. */
export const heun: SamplerReader = sampler(heunSchema, (settings) => ({
  solver: `edm@${eulerGrid(settings)}`,
  limit: limitOf(settings),
}));
