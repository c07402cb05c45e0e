import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const dims = (sizes: readonly number[]) => ({ dim: sizes.map((size) => ({ size: `${size}` })) });
const float = { type: 'DT_FLOAT' };

/** By what each channel is multiplied. */
export const scales = [1, -2, 0.5];

const constant = (name: string, type: string, shape: readonly number[]) => ({
  name,
  op: 'Const',
  attr: {
    value: { tensor: { dtype: type, tensorShape: dims(shape) } },
    dtype: { type },
  },
});

/**
 * Writes a graph model: channels multiplied (`scaled`), their means over pixels (`pooled`, its output).
 *
 * @param input shape that it takes, with the batch
 * @param by what its channels are multiplied by
 * @param change what is otherwise about its model.json
 * @returns its folder
 */
export function writeGraphModel(
  folder: string,
  {
    input = [-1, -1, -1, 3],
    by = scales,
    change = {},
  }: { input?: readonly number[]; by?: readonly number[]; change?: object } = {},
): string {
  mkdirSync(folder, { recursive: true });
  const node = [
    {
      name: 'images',
      op: 'Placeholder',
      attr: { dtype: float, shape: { shape: dims(input) } },
    },
    constant('scale', 'DT_FLOAT', [by.length]),
    constant('axes', 'DT_INT32', [2]),
    { name: 'scaled', op: 'Mul', input: ['images', 'scale'], attr: { T: float } },
    {
      name: 'pooled',
      op: 'Mean',
      input: ['scaled', 'axes'],
      attr: { T: float, Tidx: { type: 'DT_INT32' }, keep_dims: { b: false } },
    },
  ];
  const weights = [
    { name: 'scale', shape: [by.length], dtype: 'float32' },
    { name: 'axes', shape: [2], dtype: 'int32' },
  ];
  const json = {
    format: 'graph-model',
    modelTopology: { node, library: {}, versions: {} },
    weightsManifest: [{ paths: ['shard.bin'], weights }],
    ...change,
  };
  writeFileSync(path.join(folder, 'model.json'), JSON.stringify(json));
  const bytes = Buffer.concat([
    Buffer.from(Float32Array.from(by).buffer),
    Buffer.from(Int32Array.of(1, 2).buffer),
  ]);
  writeFileSync(path.join(folder, 'shard.bin'), bytes);
  return folder;
}
