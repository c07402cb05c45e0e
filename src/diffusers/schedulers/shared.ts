import { z } from 'zod';

const flag = (usual: boolean): z.ZodDefault<z.ZodBoolean> =>
  z.boolean('expected true or false').default(usual);
const whole = z.int('expected a whole number').min(0, 'expected a whole number of at least 0');
const number = z.number('expected a number');

/** A setting that has one value here; others would change what the network means. */
export const only = <V extends number | string | boolean | null>(
  value: V,
): z.ZodDefault<z.ZodLiteral<V>> =>
  z.literal(value, `expected ${JSON.stringify(value)}`).default(value as never);

/** Settings of every scheduler: how data were noised, and what the network says of them. */
export const noise = {
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
export const rescaled = { rescale_betas_zero_snr: flag(false) };

/** How training times are chosen. */
export const spaced = (usual: 'leading' | 'linspace') => ({
  timestep_spacing: z
    .enum(['leading', 'trailing', 'linspace'], 'expected leading, trailing or linspace')
    .default(usual),
  steps_offset: whole.default(0),
});

/** What x0 is held to. */
export const thresholded = {
  thresholding: flag(false),
  dynamic_thresholding_ratio: number.default(0.995),
  sample_max_value: number.default(1),
};

/** The same of schedulers that can clip. */
export const clipped = (usual: boolean) => ({
  clip_sample: flag(usual),
  clip_sample_range: number.default(1),
});

/** Levels of noise in place of training times. */
export const levelled = {
  use_karras_sigmas: flag(false),
  use_exponential_sigmas: flag(false),
  use_beta_sigmas: flag(false),
};

/** Settings of flows that are no diffusion on betas; those that only shape such a flow may have any value. */
export const withoutFlow = {
  use_flow_sigmas: only(false),
  flow_shift: number.default(1),
  use_dynamic_shifting: only(false),
  time_shift_type: z.string().default('exponential'),
};

/** Where the last step ends. */
export const ending = {
  final_sigmas_type: z.enum(['zero', 'sigma_min'], 'expected zero or sigma_min').default('zero'),
};

/** Settings that the first DPM-Solver schedulers share; -Infinity is written so where JSON has no word for it. */
export const dpmSolver = {
  solver_order: z.literal([1, 2, 3], 'expected 1, 2 or 3').default(2),
  lower_order_final: flag(true),
  lambda_min_clipped: only('-Infinity'),
  variance_type: z
    .enum(['learned_range'], 'expected null or learned_range')
    .nullable()
    .default(null),
};

export { flag };

/** What {@link noise} reads, and whether betas are rescaled. */
export interface NoiseSettings {
  readonly num_train_timesteps: number;
  readonly beta_start: number;
  readonly beta_end: number;
  readonly beta_schedule: 'linear' | 'scaled_linear' | 'squaredcos_cap_v2' | 'sigmoid';
  readonly trained_betas: readonly number[] | null;
  readonly rescale_betas_zero_snr?: boolean;
  readonly prediction_type: 'epsilon' | 'v_prediction' | 'sample';
}
