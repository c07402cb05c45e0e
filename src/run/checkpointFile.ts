import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import {
  type FileTensor,
  fileError,
  readSafetensors,
  writeSafetensors,
  writeWhole,
} from '../io/index.ts';
import { type Checkpoint, joinedArrays, type Layout } from '../train/index.ts';
import { tensorHash } from './tensorHash.ts';

/** Flat arrays of a checkpoint, and the prefix of the names their parts have in the file. */
const parts = { parameters: 'model', average: 'ema', m: 'optimiser/m', v: 'optimiser/v' } as const;

const notes = z.object({
  step: z.string().transform(Number).pipe(z.int().min(0)),
  losses: z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(z.object({ first: z.number().optional(), recent: z.array(z.number()) })),
  sha256: z.string(),
});

/**
 * Writes a checkpoint as one safetensors file, whole or not at all: tensors `model/NAME`, `ema/NAME`, `optimiser/m/NAME`,
 * `optimiser/v/NAME` for each parameter, and `times/NAME` of what the sampling of times remembers.
 */
export async function writeCheckpoint(
  file: string,
  layout: Layout,
  checkpoint: Checkpoint,
): Promise<void> {
  const { step, track, times } = checkpoint;
  const tensors: Record<string, FileTensor> = {};
  for (const [part, prefix] of Object.entries(parts)) {
    const flat = checkpoint[part as keyof typeof parts];
    let at = 0;
    for (const [i, name] of layout.names.entries()) {
      const [shape, size] = [layout.shapes[i] ?? [], layout.sizes[i] as number];
      tensors[`${prefix}/${name}`] = { shape, data: flat.subarray(at, at + size) };
      at += size;
    }
  }
  for (const [name, data] of Object.entries(times)) {
    tensors[`times/${name}`] = { shape: [data.length], data };
  }
  const metadata = {
    format: 'pt', // what other readers of safetensors look for
    step: String(step),
    losses: JSON.stringify(track),
    sha256: tensorHash(tensors),
  };
  await writeWhole(file, writeSafetensors({ tensors, metadata }));
}

/** What a file of a checkpoint holds, checked to be what was written. */
async function readWhole(file: string) {
  const bytes = await readFile(file).catch((error) => {
    throw fileError(file, error);
  });
  const { tensors, metadata } = readSafetensors(file, bytes);
  const read = notes.safeParse(metadata);
  if (!read.success) throw new InputError(`${file}: is not a checkpoint of tfjs-sde`);
  const { step, losses, sha256 } = read.data;
  if (tensorHash(tensors) !== sha256) {
    throw new InputError(`${file}: is damaged: its numbers are not those that were written`);
  }
  const under = (prefix: string): Record<string, FileTensor> =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([name]) => name.startsWith(`${prefix}/`))
        .map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]),
    );
  return { step, losses, under };
}

/**
 * Reads the average of a checkpoint as it stands, whatever network it is of.
 * @throws InputError if the file is damaged, naming what is wrong
 */
export async function readAverage(
  file: string,
): Promise<{ readonly step: number; readonly tensors: Readonly<Record<string, FileTensor>> }> {
  const { step, under } = await readWhole(file);
  return { step, tensors: under(parts.average) };
}

/**
 * Reads a checkpoint.
 *
 * @param layout of the network it is for
 * @throws InputError if the file is damaged or of another network, naming what is wrong
 */
export async function readCheckpoint(file: string, layout: Layout): Promise<Checkpoint> {
  const { step, losses, under } = await readWhole(file);
  const numbers = (prefix: string): Record<string, FileTensor['data']> =>
    Object.fromEntries(Object.entries(under(prefix)).map(([name, { data }]) => [name, data]));
  const flat = (part: keyof typeof parts): Float32Array => {
    try {
      return joinedArrays(layout, numbers(parts[part]));
    } catch (error) {
      throw new InputError(`${file}: ${(error as Error).message}`);
    }
  };
  const times = Object.entries(under('times')).map(([name, { data }]) => [
    name,
    Float64Array.from(data),
  ]);
  return {
    step,
    track: {
      recent: losses.recent,
      ...(losses.first === undefined ? {} : { first: losses.first }),
    },
    parameters: flat('parameters'),
    average: flat('average'),
    m: flat('m'),
    v: flat('v'),
    times: Object.fromEntries(times),
  };
}
