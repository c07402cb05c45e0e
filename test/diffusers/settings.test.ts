import { describe, expect, test } from 'vitest';
import { unetOf } from '../../models/unet/unetOf.ts';
import {
  architectureOf,
  schedulerFrom,
  unetConfig,
  weightsFrom,
} from '../../src/diffusers/index.ts';
import { tinyConfig, tinyTensors } from './tiny.ts';

const where = 'unet/config.json';
const scheduler = schedulerFrom('scheduler_config.json');
const architecture = (settings: object) =>
  unetOf(architectureOf(where, unetConfig(where, { ...tinyConfig, ...settings }), scheduler));

describe('a setting of a UNet2DModel that has no counterpart is named with its value', () => {
  test.each([
    [
      { _class_name: 'UNet2DConditionModel' },
      '_class_name = "UNet2DConditionModel" is not supported',
    ],
    [{ sample_size: null }, 'sample_size = null is not supported: expected pixels along a side'],
    [{ sample_size: 9 }, 'sample_size = 9 does not go with 2 levels, which need multiples of 2'],
    [
      { down_block_types: ['SkipDownBlock2D', 'DownBlock2D'] },
      'down_block_types.0 = "SkipDownBlock2D" is not supported',
    ],
    [
      { up_block_types: ['UpBlock2D', 'AttnSkipUpBlock2D'] },
      'up_block_types.1 = "AttnSkipUpBlock2D" is not supported',
    ],
    [
      { up_block_types: ['UpBlock2D'] },
      'up_block_types = ["UpBlock2D"] is not supported: expected 2 blocks',
    ],
    [{ mid_block_type: null }, 'mid_block_type = null is not supported: expected "UNetMidBlock2D"'],
    [
      { time_embedding_type: 'fourier' },
      'time_embedding_type = "fourier" is not supported: expected "positional"',
    ],
    [{ attn_norm_num_groups: 4 }, 'attn_norm_num_groups = 4 is not supported: expected null'],
    [
      { mid_block_scale_factor: 1.41 },
      'mid_block_scale_factor = 1.41 is not supported: expected 1',
    ],
    [{ norm_num_groups: null }, 'norm_num_groups = null is not supported'],
    [
      { class_embed_type: 'timestep' },
      'class_embed_type = "timestep" is not supported: expected null',
    ],
    [{ act_fn: 'gelu' }, 'act_fn = "gelu" is not supported: expected silu or swish'],
    [{ downsample_padding: 2 }, 'downsample_padding = 2 is not supported: expected 0 or 1'],
    [
      { downsample_type: 'fir' },
      'downsample_type = "fir" is not supported: expected conv or resnet',
    ],
    [
      { resnet_time_scale_shift: 'spatial' },
      'resnet_time_scale_shift = "spatial" is not supported',
    ],
    [
      { out_channels: 3 },
      'out_channels = 3 is not supported: expected in_channels, 1, or twice as many',
    ],
    [{ dropout: 1 }, 'dropout = 1 is not supported: expected a share in [0, 1)'],
    [{ cross_attention_dim: 8 }, 'cross_attention_dim = 8 is a setting that is not known here'],
  ])('%j', (settings, message) => {
    expect(() => architecture(settings)).toThrow(`${where}: ${message}`);
  });

  test.each([
    [{ attention_head_dim: 5 }, 'headSize must divide'],
    [{ norm_num_groups: 3 }, 'groups must divide'],
  ])('%j does not go with the channels', (settings, message) => {
    expect(() => architecture(settings)).toThrow(message);
  });
});

describe('tensors of a file', () => {
  const file = 'unet.safetensors';
  const { parameters } = architecture({});
  const name = 'mid_block.attentions.0.to_q.weight';
  const { [name]: query = { shape: [], data: [] }, ...others } = tinyTensors;

  test('each is used once', () => {
    const weights = weightsFrom(file, parameters, tinyTensors);
    const [used, given] = [weights, tinyTensors].map((all) =>
      Object.values(all)
        .flatMap(({ data }) => Array.from(data))
        .sort((a, b) => a - b),
    );
    expect(used).toEqual(given);
  });

  test('names of attention from before diffusers 0.18 are known', () => {
    const old = { ...others, 'mid_block.attentions.0.query.weight': query };
    expect(weightsFrom(file, parameters, old)).toEqual(weightsFrom(file, parameters, tinyTensors));
  });

  test.each([
    ['one too few', others, `lacks tensor ${name}`],
    ['one too many', { ...tinyTensors, extra: query }, 'tensor extra has no place in the network'],
    [
      'two for one',
      { ...tinyTensors, 'mid_block.attentions.0.query.weight': query },
      'query.weight has no place',
    ],
    [
      'another shape',
      { ...others, [name]: { ...query, shape: [8, 32] } },
      `${name} has shape [8,32], its config.json asks for [16,16]`,
    ],
  ] as const)('%s is named', (_, tensors, message) => {
    expect(() => weightsFrom(file, parameters, tensors)).toThrow(message);
    expect(() => weightsFrom(file, parameters, tensors)).toThrow(file);
  });
});
