import { z } from 'zod';
import type { Ending, Levels, Spacing } from './grids.ts';
import type { Clipped, Thresholded } from './limit.ts';

/** How each of some settings is read. */
export type Shape<T> = { readonly [K in keyof T]-?: z.ZodType<T[K]> };

/** True or false. */
export function flag(usual: boolean): z.ZodType<boolean> {
  return z.boolean('expected true or false').default(usual);
}

/** A setting that has one value here; others have no counterpart, and change what is sampled beyond recognition. */
export function only<V extends number | string | boolean | null>(value: V): z.ZodType<V> {
  return z.literal(value, `expected ${JSON.stringify(value)}`).default(value as never);
}

/** The order of a solver. */
export const order: z.ZodType<1 | 2 | 3> = z.literal([1, 2, 3], 'expected 1, 2 or 3').default(2);

const whole = z.int('expected a whole number').min(0, 'expected a whole number of at least 0');
const number = z.number('expected a number');

/** Settings of every scheduler: how data were noised, and what the network says of them. */
export interface NoiseSettings {
  readonly _class_name: string;
  readonly _diffusers_version: string | undefined;
  readonly num_train_timesteps: number;
  readonly beta_start: number;
  readonly beta_end: number;
  readonly beta_schedule: 'linear' | 'scaled_linear' | 'squaredcos_cap_v2' | 'sigmoid';
  readonly trained_betas: readonly number[] | null;
  readonly prediction_type: 'epsilon' | 'v_prediction' | 'sample';
  readonly rescale_betas_zero_snr?: boolean;
}

/** {@link NoiseSettings} of schedulers that cannot rescale betas. */
export const noise: Shape<Omit<NoiseSettings, 'rescale_betas_zero_snr'>> = {
  _class_name: z.string(),
  _diffusers_version: z.string().optional(),
  num_train_timesteps: whole.min(1, 'expected a number above 0').default(1000),
  beta_start: number.default(1e-4),
  beta_end: number.default(0.02),
  beta_schedule: z
    .enum(
      ['linear', 'scaled_linear', 'squaredcos_cap_v2', 'sigmoid'],
      'expected linear, scaled_linear, squaredcos_cap_v2 or sigmoid',
    )
    .default('linear'),
  trained_betas: z.array(number, 'expected a list of numbers').nullable().default(null),
  prediction_type: z
    .enum(['epsilon', 'v_prediction', 'sample'], 'expected epsilon, v_prediction or sample')
    .default('epsilon'),
};

/** Of schedulers that can rescale betas. */
export const rescaled: Shape<{ readonly rescale_betas_zero_snr: boolean }> = {
  rescale_betas_zero_snr: flag(false),
};

/** How training times are chosen. */
export function spaced(usual: 'leading' | 'linspace'): Shape<Spacing> {
  return {
    timestep_spacing: z
      .enum(['leading', 'trailing', 'linspace'], 'expected leading, trailing or linspace')
      .default(usual),
    steps_offset: whole.default(0),
  };
}

/** What x0 is held to, by a quantile of its own. */
export const thresholded: Shape<Thresholded> = {
  thresholding: flag(false),
  dynamic_thresholding_ratio: number.default(0.995),
  sample_max_value: number.default(1),
};

/** What x0 is held to, by a number. */
export function clipped(usual: boolean): Shape<Clipped> {
  return { clip_sample: flag(usual), clip_sample_range: number.default(1) };
}

/** Levels of noise in place of training times. */
export const levelled: Shape<Levels> = {
  use_karras_sigmas: flag(false),
  use_exponential_sigmas: flag(false),
  use_beta_sigmas: flag(false),
};

/** Where the last step ends. */
export const ending: Shape<Ending> = {
  final_sigmas_type: z.enum(['zero', 'sigma_min'], 'expected zero or sigma_min').default('zero'),
};

/** Settings of flows that are no diffusion on betas; what only shapes such a flow may have any value. */
export const withoutFlow: Shape<{
  readonly use_flow_sigmas: false;
  readonly flow_shift: number;
  readonly use_dynamic_shifting: false;
  readonly time_shift_type: string;
}> = {
  use_flow_sigmas: only(false as const),
  flow_shift: number.default(1),
  use_dynamic_shifting: only(false as const),
  time_shift_type: z.string().default('exponential'),
};

/** Of DDPM's scheduler, and of DDIM's, which has all of them too. */
export const ofDdpm: Shape<
  NoiseSettings & { readonly rescale_betas_zero_snr: boolean } & Spacing & Clipped & Thresholded
> = { ...noise, ...rescaled, ...spaced('leading'), ...clipped(true), ...thresholded };
