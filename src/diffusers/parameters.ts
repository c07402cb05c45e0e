import type { Module } from '../../models/modules/module.ts';
import { InputError } from '../errors/index.ts';

/** Tensors of a file by name. */
export type FileTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>
>;

/** Parts of a U-Net, here and in diffusers; # stands for the same numbers, in turn. */
const parts: readonly (readonly [ours: string, theirs: string])[] = [
  ['time/first', 'time_embedding.linear_1'],
  ['time/second', 'time_embedding.linear_2'],
  ['class', 'class_embedding'],
  ['in', 'conv_in'],
  ['down#/block#', 'down_blocks.#.resnets.#'],
  ['down#/attention#', 'down_blocks.#.attentions.#'],
  ['down#/resample', 'down_blocks.#.downsamplers.0'],
  ['middle/block#', 'mid_block.resnets.#'],
  ['middle/attention#', 'mid_block.attentions.#'],
  ['up#/block#', 'up_blocks.#.resnets.#'],
  ['up#/attention#', 'up_blocks.#.attentions.#'],
  ['up#/resample', 'up_blocks.#.upsamplers.0'],
  ['out/norm', 'conv_norm_out'],
  ['out/conv', 'conv_out'],
];

/** Layers of residual blocks and of attention; a name in diffusers before version 0.18 stands behind the present one. */
const layers: Readonly<Record<string, readonly string[]>> = {
  norm1: ['norm1'],
  conv1: ['conv1'],
  time: ['time_emb_proj'],
  norm2: ['norm2'],
  conv2: ['conv2'],
  shortcut: ['conv_shortcut'],
  norm: ['group_norm'],
  query: ['to_q', 'query'],
  key: ['to_k', 'key'],
  value: ['to_v', 'value'],
  out: ['to_out.0', 'proj_attn'],
};

const leaves: Readonly<Record<string, string>> = {
  weight: 'weight',
  bias: 'bias',
  gain: 'weight',
  offset: 'bias',
};

const patterns = parts.map(
  ([ours, theirs]) =>
    [new RegExp(`^${ours.replaceAll('#', '(\\d+)')}(?:/(\\w+))?$`), theirs] as const,
);

/**
 * The names that diffusers may have for a parameter: `down_blocks.0.resnets.1.conv1.weight` of `down0/block1/conv1/weight`.
 * @throws Error if it is none of a U-Net's
 */
export function foreignNames(name: string): readonly string[] {
  const at = name.lastIndexOf('/');
  const [path, leaf] = [name.slice(0, at), leaves[name.slice(at + 1)]];
  for (const [pattern, theirs] of patterns) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const numbers = match.slice(1, -1);
    const layer = match.at(-1);
    const place = theirs.replaceAll('#', () => numbers.shift() ?? '');
    // a convolution that resamples has a name of its own; it has no layers
    if (layer === undefined && place.includes('samplers')) return [`${place}.conv.${leaf}`];
    const inner = layer === undefined ? [''] : (layers[layer] ?? []).map((own) => `.${own}`);
    return inner.map((own) => `${place}${own}.${leaf}`);
  }
  throw new Error(`diffusers has no name for parameter ${name}`);
}

/**
 * The order of axes in PyTorch, [out, in, height, width] of convolutions and [out, in] of linear layers, for each of ours: [height,
 * width, in, out] and [in, out]. Tables of vectors have the same here and there.
 */
function axesOf(name: string, rank: number): readonly number[] {
  if (rank === 4) return [2, 3, 1, 0];
  return rank === 2 && name !== 'class/weight' ? [1, 0] : [0, 1, 2].slice(0, rank);
}

/** An array with its axes in another order: axis i of the result is `axes[i]` of the given one. */
function transposed({ shape, data }: FileTensors[string], axes: readonly number[]): Float32Array {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((product, n) => product * n, 1));
  const sizes = axes.map((axis) => shape[axis] as number);
  const steps = axes.map((axis) => strides[axis] as number);
  const at = sizes.map(() => 0);
  let from = 0;
  return Float32Array.from({ length: data.length }, () => {
    const value = data[from] as number;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis] as number;
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (sizes[axis] as number)) break;
      from -= (steps[axis] as number) * (sizes[axis] as number);
      at[axis] = 0;
    }
    return value;
  });
}

/**
 * Values of a U-Net's parameters out of the tensors of a file of diffusers: each parameter is found, each tensor used once.
 *
 * @param where the file, for messages
 * @throws InputError naming a parameter that the file lacks or has in another shape, or a tensor that has no place
 */
export function weightsFrom(
  where: string,
  parameters: Module['parameters'],
  tensors: FileTensors,
): Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }> {
  const unused = new Set(Object.keys(tensors));
  const found = Object.entries(parameters).map(([name, { shape }]) => {
    const names = foreignNames(name);
    const theirs = names.find((own) => unused.has(own));
    const tensor = theirs === undefined ? undefined : tensors[theirs];
    if (theirs === undefined || tensor === undefined) {
      throw new InputError(`${where}: lacks tensor ${names[0]}, which its config.json asks for`);
    }
    const axes = axesOf(name, shape.length);
    const expected = axes.map((_, i) => shape[axes.indexOf(i)] as number);
    if (tensor.shape.join() !== expected.join()) {
      throw new InputError(
        `${where}: tensor ${theirs} has shape [${tensor.shape}], its config.json asks for [${expected}]`,
      );
    }
    unused.delete(theirs);
    return [name, { shape, data: transposed(tensor, axes) }] as const;
  });
  const [left] = unused;
  if (left !== undefined) {
    throw new InputError(
      `${where}: tensor ${left} has no place in the network that its config.json describes`,
    );
  }
  return Object.fromEntries(found);
}
