import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LatentScale } from '../../../models/index.ts';
import { InputError } from '../../errors/index.ts';
import { writeWhole } from '../../io/index.ts';
import { complaint, readJson } from '../json.ts';

const latentScale: z.ZodType<LatentScale> = z
  .object({ mean: z.array(z.number()), sd: z.array(z.number().positive()) })
  .refine(({ mean, sd }) => mean.length === sd.length, 'mean and sd must be of the same channels');

const fileOf = (run: string): string => path.join(run, 'latents.json');

/** Whether the scale of a run's latents is known yet. */
export function hasLatentScale(run: string): boolean {
  return existsSync(fileOf(run));
}

/** Writes mean and standard deviation of each channel of a run's latents. */
export async function writeLatentScale(run: string, scale: LatentScale): Promise<void> {
  await writeWhole(fileOf(run), `${JSON.stringify(scale, undefined, 2)}\n`);
}

/**
 * Reads what {@link writeLatentScale} wrote.
 * @throws InputError if it is missing or damaged
 */
export async function readLatentScale(run: string): Promise<LatentScale> {
  const file = fileOf(run);
  if (!hasLatentScale(run)) {
    throw new InputError(
      `${file}: is missing, which its VAE leaves when it is trained; train on with --resume`,
    );
  }
  const read = latentScale.safeParse(await readJson(file));
  if (!read.success) throw complaint(file, read.error);
  return read.data;
}
