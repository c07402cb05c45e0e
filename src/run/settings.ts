import { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { complaint, readJson } from './json.ts';

const count = (usual: number): z.ZodDefault<z.ZodInt> => z.int().positive().default(usual);
const share = (usual: number): z.ZodDefault<z.ZodNumber> => z.number().min(0).default(usual);

/**
 * What a run is trained with, as it stands in config.json and in a file for --config; data, model, objective, schedule and
 * times are names with options, as on the command line.
 */
export interface TrainSettings {
  /** The system that it is one of, which has settings and a way of sampling of its own. */
  readonly system?: string | undefined;
  /** A data set by name, or a file of samples. */
  readonly data: string;
  readonly model: string;
  readonly objective: string;
  readonly schedule: string;
  /** How noise levels are drawn. */
  readonly times: string;
  readonly steps: number;
  readonly batch: number;
  /** Batches whose gradients are averaged for one step. */
  readonly accumulate: number;
  readonly learningRate: number;
  /** Steps over which the learning rate rises. */
  readonly warmup: number;
  readonly decay: 'cosine' | 'constant';
  readonly weightDecay: number;
  /** Largest norm of the gradient; 0 is no limit. */
  readonly clip: number;
  /** Decay of the average of the weights. */
  readonly ema: number;
  /** Kind of the network that a system trains before its own; that of the system unless given. */
  readonly partModel?: string | undefined;
  /** Steps that it is trained for. */
  readonly partSteps?: number | undefined;
  /** How often the condition of a sample is left out. */
  readonly conditionDropout: number;
  readonly evaluateEvery: number;
  readonly checkpointEvery: number;
  /** Checkpoints kept, the latest ones. */
  readonly keep: number;
  readonly seed: number | string;
}

/** {@link TrainSettings} read from what a person wrote: everything has a default but the seed. */
export const trainSettings: z.ZodType<TrainSettings> = z.strictObject({
  system: z.string().optional(),
  data: z.string().default('eight-gaussians'),
  model: z.string().default('mlp'),
  objective: z.string().default('simple'),
  schedule: z.string().default('vp'),
  times: z.string().default('stratified'),
  steps: count(3000),
  batch: count(512),
  accumulate: count(1),
  learningRate: z.number().positive().default(0.002),
  warmup: z.int().min(0).default(100),
  decay: z.enum(['cosine', 'constant']).default('cosine'),
  weightDecay: share(0),
  clip: share(0),
  ema: z.number().min(0).max(1).default(0.995),
  conditionDropout: z.number().min(0).max(1).default(0.1),
  evaluateEvery: count(250),
  checkpointEvery: count(500),
  keep: count(3),
  seed: z.union([z.int(), z.string().min(1)]),
  partModel: z.string().optional(),
  partSteps: count(1).unwrap().optional(),
});

/**
 * Settings out of an object, with defaults for what it does not name.
 * @param where what it came from, for messages
 * @throws InputError for a setting that is unknown or out of range, naming it
 */
export function readSettings(where: string, given: object): TrainSettings {
  const read = trainSettings.safeParse(given);
  if (!read.success) throw complaint(where, read.error);
  return read.data;
}

/**
 * The settings that a file names: a JSON object of them, or the config.json of a run.
 * @throws InputError if it cannot be read or is not an object of JSON
 */
export async function settingsFile(file: string): Promise<object> {
  const json = z.record(z.string(), z.unknown()).safeParse(await readJson(file));
  if (!json.success) throw new InputError(`${file}: expected an object such as {"data": "moons"}`);
  const { settings } = json.data;
  return typeof settings === 'object' && settings !== null ? settings : json.data;
}
