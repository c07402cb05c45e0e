import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { writeWhole } from '../io/index.ts';
import { complaint, readJson } from './json.ts';
import { type TrainSettings, trainSettings } from './settings.ts';

/** The version of the folder's layout that this package writes and reads. */
const format = 1;

/** What config.json holds of a network that is trained here: how the run was set up, and on what. */
export interface TrainedConfig {
  readonly kind: 'trained';
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

/** What config.json holds of a network of diffusers. */
export interface ImportedConfig {
  readonly kind: 'imported';
  readonly format: number;
  /** The folder it came from. */
  readonly from: string;
  /** Its config.json, and its scheduler_config.json or null where there was none; what they mean is read anew each time. */
  readonly unet: Readonly<Record<string, unknown>>;
  readonly scheduler: Readonly<Record<string, unknown>> | null;
  /** What its samples are held against, where that was said. */
  readonly data?: { readonly name: string; readonly hash: string } | undefined;
  /** Versions of packages it was imported with. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What config.json holds. */
export type RunConfig = TrainedConfig | ImportedConfig;

const record = z.record(z.string(), z.unknown());
const versions = z.record(z.string(), z.string());

const trained: z.ZodType<TrainedConfig> = z.object({
  kind: z.literal('trained').default('trained'), // which is left out in runs of versions that could not import
  format: z.literal(format),
  settings: trainSettings,
  data: z.object({
    shape: z.array(z.int().positive()),
    classes: z.array(z.string()).optional(),
    hash: z.string(),
  }),
  backend: z.string(),
  versions,
});

const imported: z.ZodType<ImportedConfig> = z.object({
  kind: z.literal('imported'),
  format: z.literal(format),
  from: z.string(),
  unet: record,
  scheduler: record.nullable(),
  data: z.object({ name: z.string(), hash: z.string() }).optional(),
  versions,
});

const kind = z.object({ kind: z.enum(['trained', 'imported']).default('trained') });

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
  const which = kind.safeParse(json);
  if (!which.success) throw complaint(file, which.error);
  const read = (which.data.kind === 'imported' ? imported : trained).safeParse(json);
  if (!read.success) throw complaint(file, read.error);
  return read.data;
}

/**
 * The configuration of a run as one that can be trained on.
 * @throws InputError as readConfig does, and if its network was imported
 */
export async function readTrainedConfig(folder: string): Promise<TrainedConfig> {
  const config = await readConfig(folder);
  if (config.kind === 'trained') return config;
  throw new InputError(
    `${folder}: holds a network imported from ${config.from}; imported networks are not trained on, give another --out`,
  );
}

/** Writes the configuration of a run. */
export async function writeConfig(
  folder: string,
  config: Omit<TrainedConfig, 'format'> | Omit<ImportedConfig, 'format'>,
): Promise<void> {
  const text = JSON.stringify({ format, ...config }, undefined, 2);
  await writeWhole(configPath(folder), `${text}\n`);
}
