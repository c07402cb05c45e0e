import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { fileError } from '../io/index.ts';
import type { Checkpoint, Layout } from '../train/index.ts';
import { readCheckpoint, writeCheckpoint } from './checkpointFile.ts';

const folderOf = (run: string): string => path.join(run, 'checkpoints');

/** The file of the checkpoint of a step; names sort as steps do. */
export function checkpointPath(run: string, step: number): string {
  return path.join(folderOf(run), `${String(step).padStart(8, '0')}.safetensors`);
}

/** The steps a run holds checkpoints of, the latest first. */
export async function checkpointSteps(run: string): Promise<readonly number[]> {
  const names = await readdir(folderOf(run)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw fileError(folderOf(run), error);
  });
  return names
    .flatMap((name) => /^(\d+)\.safetensors$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a);
}

/** Writes a checkpoint, then removes all but the latest `keep`, and what a killed process left half-written. */
export async function keepCheckpoint(
  run: string,
  layout: Layout,
  checkpoint: Checkpoint,
  keep: number,
): Promise<void> {
  await writeCheckpoint(checkpointPath(run, checkpoint.step), layout, checkpoint);
  for (const step of (await checkpointSteps(run)).slice(keep)) {
    await rm(checkpointPath(run, step), { force: true });
  }
  for (const name of await readdir(folderOf(run))) {
    if (name.endsWith('.part')) await rm(path.join(folderOf(run), name), { force: true });
  }
}

/**
 * The latest checkpoint of a run; undefined where there is none yet.
 * @throws InputError if it is damaged, naming the one before it that could be used in its place
 */
export async function latestCheckpoint(
  run: string,
  layout: Layout,
): Promise<Checkpoint | undefined> {
  const [latest, before] = await checkpointSteps(run);
  if (latest === undefined) return undefined;
  const file = checkpointPath(run, latest);
  try {
    return await readCheckpoint(file, layout);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const remedy =
      before === undefined
        ? 'there is no other; train again in another folder'
        : `move it away to go on from ${path.basename(checkpointPath(run, before))}`;
    throw new InputError(`${error.message}; ${remedy}`);
  }
}
