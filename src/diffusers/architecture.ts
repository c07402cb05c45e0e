import type { Resampling } from '../../models/unet/backboneOptions.ts';
import type { UnetArchitecture } from '../../models/unet/unetOf.ts';
import { InputError } from '../errors/index.ts';
import type { Parametrization, Schedule } from '../problem/index.ts';
import { timestepFeatures } from './timestepFeatures.ts';
import type { UnetConfig } from './unetConfig.ts';

/** The timestep of a noise level: diffusers' k, of 0 to N - 1, is t = (k + 1) / N here; levels between two lie between them. */
function timestepOf({ timeOf }: Schedule, trainingSteps: number): (logSnr: number) => number {
  return (logSnr) => trainingSteps * timeOf(logSnr) - 1;
}

/** [height, width, channels] of one image. */
function shapeOf({ sample_size: size, in_channels: channels }: UnetConfig): readonly number[] {
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  return [height, width, channels];
}

/** How images are resampled behind the blocks of a kind: plain blocks have convolutions whatever the setting says. */
function resamplingOf(block: string, setting: 'conv' | 'resnet'): Resampling {
  if (block.startsWith('Resnet')) return 'block';
  return block.startsWith('Attn') && setting === 'resnet' ? 'block' : 'convolution';
}

/**
 * The architecture of a UNet2DModel on the schedule that it was trained on.
 *
 * @param where the file of its settings, for messages
 * @param predicts what its output stands for, which its scheduler says
 * @throws InputError if the sizes of its settings do not go together
 */
export function architectureOf(
  where: string,
  config: UnetConfig,
  { schedule, predicts }: { readonly schedule: Schedule; readonly predicts: Parametrization },
): UnetArchitecture {
  const { block_out_channels: channels, in_channels: inputs, out_channels: outputs } = config;
  const shape = shapeOf(config);
  const by = 2 ** (channels.length - 1);
  if ((shape[0] as number) % by !== 0 || (shape[1] as number) % by !== 0) {
    throw new InputError(
      `${where}: sample_size = ${JSON.stringify(config.sample_size)} does not go with ${channels.length} levels, which need multiples of ${by}`,
    );
  }
  const count = channels[0] as number;
  const timestep = timestepOf(schedule, schedule.trainingSteps as number);
  const embedding = { count, cosFirst: config.flip_sin_to_cos, shift: config.freq_shift };
  const isScaled = config.resnet_time_scale_shift === 'scale_shift';
  const middle = isScaled ? 'without norm' : true;
  return {
    shape,
    predicts,
    output: predicts,
    learnsVariance: outputs !== inputs,
    dropout: config.dropout,
    centersInput: config.center_input_sample,
    featureCount: count,
    features: (logSnr) => {
      const levels = typeof logSnr === 'number' ? [logSnr] : logSnr;
      return timestepFeatures(Float64Array.from(levels, timestep), embedding);
    },
    classes: config.num_class_embeds ?? undefined,
    hasNullClass: false,
    backbone: {
      inputs,
      outputs,
      channels,
      blocks: config.layers_per_block,
      attention: {
        down: config.down_block_types.map((block) => block.startsWith('Attn')),
        middle: config.add_attention && middle,
        up: config.up_block_types.map((block) => block.startsWith('Attn')),
      },
      headSize: config.attention_head_dim ?? 0,
      groups: config.norm_num_groups,
      epsilon: config.norm_eps,
      embedding: config.time_embedding_dim ?? 4 * count,
      embeds: isScaled ? 'scale' : 'add',
      resampling: {
        down: config.down_block_types.map((block) => resamplingOf(block, config.downsample_type)),
        up: config.up_block_types.map((block) => resamplingOf(block, config.upsample_type)),
      },
      padding: config.downsample_padding === 0 ? 'after' : 'around',
    },
  };
}
