import { z } from 'zod';
import { settingsFrom } from './settings.ts';

const size = z.int('expected a whole number').positive('expected a number above 0');
const flag = z.boolean('expected true or false');
const down = z.enum(
  ['DownBlock2D', 'AttnDownBlock2D', 'ResnetDownsampleBlock2D'],
  'expected DownBlock2D, AttnDownBlock2D or ResnetDownsampleBlock2D',
);
const up = z.enum(
  ['UpBlock2D', 'AttnUpBlock2D', 'ResnetUpsampleBlock2D'],
  'expected UpBlock2D, AttnUpBlock2D or ResnetUpsampleBlock2D',
);
const resampling = z.enum(['conv', 'resnet'], 'expected conv or resnet').default('conv');

/** A setting that has one value here. */
const only = <V extends number | string | null>(value: V): z.ZodDefault<z.ZodLiteral<V>> =>
  z.literal(value, `expected ${JSON.stringify(value)}`).default(value as never);

/** The settings of a UNet2DModel that has a counterpart here, in its own words. */
export interface UnetConfig {
  readonly sample_size: number | readonly [height: number, width: number];
  readonly in_channels: number;
  readonly out_channels: number;
  readonly center_input_sample: boolean;
  readonly time_embedding_dim: number | null;
  readonly freq_shift: number;
  readonly flip_sin_to_cos: boolean;
  readonly down_block_types: readonly string[];
  readonly up_block_types: readonly string[];
  readonly block_out_channels: readonly number[];
  readonly layers_per_block: number;
  readonly downsample_padding: 0 | 1;
  readonly downsample_type: 'conv' | 'resnet';
  readonly upsample_type: 'conv' | 'resnet';
  readonly dropout: number;
  readonly attention_head_dim: number | null;
  readonly norm_num_groups: number;
  readonly norm_eps: number;
  readonly resnet_time_scale_shift: 'default' | 'scale_shift';
  readonly add_attention: boolean;
  readonly num_class_embeds: number | null;
}

/** The settings of UNet2DModel that networks here can have, with its own defaults. */
const schema = z.strictObject({
  _class_name: z.literal('UNet2DModel', 'expected "UNet2DModel"'),
  _diffusers_version: z.string().optional(),
  _name_or_path: z.string().optional(),
  sample_size: z.union(
    [size, z.tuple([size, size])],
    'expected pixels along a side, or [height, width]; write what it was trained on',
  ),
  in_channels: size.default(3),
  out_channels: size.default(3),
  center_input_sample: flag.default(false),
  time_embedding_type: only('positional'),
  time_embedding_dim: size.nullable().default(null),
  freq_shift: z.number().default(0),
  flip_sin_to_cos: flag.default(true),
  down_block_types: z
    .array(down)
    .default(['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D']),
  mid_block_type: only('UNetMidBlock2D'),
  up_block_types: z
    .array(up)
    .default(['AttnUpBlock2D', 'AttnUpBlock2D', 'AttnUpBlock2D', 'UpBlock2D']),
  block_out_channels: z
    .array(size)
    .min(1, 'expected one level at least')
    .default([224, 448, 672, 896]),
  layers_per_block: size.default(2),
  mid_block_scale_factor: only(1),
  downsample_padding: z.union([z.literal(0), z.literal(1)], 'expected 0 or 1').default(1),
  downsample_type: resampling,
  upsample_type: resampling,
  dropout: z
    .number()
    .min(0, 'expected a share in [0, 1)')
    .lt(1, 'expected a share in [0, 1)')
    .default(0),
  act_fn: z.enum(['silu', 'swish'], 'expected silu or swish').default('silu'),
  attention_head_dim: size.nullable().default(8),
  norm_num_groups: size.default(32),
  attn_norm_num_groups: only(null),
  norm_eps: z.number().positive('expected a number above 0').default(1e-5),
  resnet_time_scale_shift: z
    .enum(['default', 'scale_shift'], 'expected default or scale_shift')
    .default('default'),
  add_attention: flag.default(true),
  class_embed_type: only(null),
  num_class_embeds: size.nullable().default(null),
  // of learned time embeddings, which are not supported, alone
  num_train_timesteps: size.nullable().default(null),
});

/** Lists that go together, as one complaint for each that does not. */
const whole = schema.superRefine((config, context) => {
  const { block_out_channels: levels, in_channels: inputs, out_channels: outputs } = config;
  for (const name of ['down_block_types', 'up_block_types'] as const) {
    if (config[name].length === levels.length) continue;
    const message = `expected ${levels.length} blocks, one for each of block_out_channels`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
  if (outputs !== inputs && outputs !== 2 * inputs) {
    const message = `expected in_channels, ${inputs}, or twice as many where it learns its variance`;
    context.addIssue({ code: 'custom', path: ['out_channels'], message });
  }
});

/**
 * The config.json of a UNet2DModel.
 *
 * @param where the file, for messages
 * @throws InputError naming a setting that is unknown or has a value that is not supported, and the value
 */
export function unetConfig(where: string, json: unknown): UnetConfig {
  return settingsFrom<UnetConfig>(where, whole, json);
}
