import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { writeWhole } from '../io/index.ts';
import { complaint, readJson } from './json.ts';
import { type TrainSettings, trainSettings } from './settings.ts';

/** The version of the folder's layout that this package writes and reads. */
const format = 1;

/** What config.json holds: how a run was set up, and on what. */
export interface RunConfig {
  readonly format: number;
  readonly settings: TrainSettings;
  readonly data: {
    /** Of one sample. */
    readonly shape: readonly number[];
    /** Names of its classes, where it has labels. */
    readonly classes?: readonly string[] | undefined;
    /** SHA-256 of the data: see dataHash.ts. */
    readonly hash: string;
  };
  /** The backend it was begun on. */
  readonly backend: string;
  /** Versions of packages it was begun with. */
  readonly versions: Readonly<Record<string, string>>;
}

const schema: z.ZodType<RunConfig> = z.object({
  format: z.literal(format),
  settings: trainSettings,
  data: z.object({
    shape: z.array(z.int().positive()),
    classes: z.array(z.string()).optional(),
    hash: z.string(),
  }),
  backend: z.string(),
  versions: z.record(z.string(), z.string()),
});

/** Whether a folder holds a run. */
export function isRun(folder: string): boolean {
  return existsSync(configPath(folder));
}

/** Where the configuration of a run stands. */
export function configPath(folder: string): string {
  return path.join(folder, 'config.json');
}

/**
 * The configuration of a run.
 * @throws InputError if the folder holds none, or one that is damaged or of another version
 */
export async function readConfig(folder: string): Promise<RunConfig> {
  const file = configPath(folder);
  if (!isRun(folder)) {
    throw new InputError(`${folder}: holds no run; train one with tfjs-sde train --out ${folder}`);
  }
  const json = await readJson(file);
  const version = z.object({ format: z.number() }).safeParse(json).data?.format;
  if (version !== undefined && version !== format) {
    throw new InputError(
      `${file}: is of format ${version}, this version of tfjs-sde reads format ${format}; use the version that wrote it`,
    );
  }
  const read = schema.safeParse(json);
  if (!read.success) throw complaint(file, read.error);
  return read.data;
}

/** Writes the configuration of a run. */
export async function writeConfig(
  folder: string,
  config: Omit<RunConfig, 'format'>,
): Promise<void> {
  const text = JSON.stringify({ format, ...config }, undefined, 2);
  await writeWhole(configPath(folder), `${text}\n`);
}
