import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import type { TrainSettings } from '../run/index.ts';
import { integerOption, nameOption, numberOption, seedOption, textOption } from './read.ts';

/** Settings that were given; undefined of those that were not. */
type Given = { readonly [K in keyof TrainSettings]?: TrainSettings[K] | undefined };

/** The options of `tfjs-sde train`, read. */
export interface TrainCommandOptions extends Given {
  readonly config?: string | undefined;
  readonly out: string;
  readonly resume: boolean;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

const text = z.string().optional();
const positive = (option: string): z.ZodOptional<z.ZodType<number>> =>
  integerOption(option, 1).optional();

/** Reads them from what commander leaves. */
export const trainCommandOptions: z.ZodType<TrainCommandOptions> = z.object({
  system: text,
  data: text,
  model: text,
  objective: text,
  schedule: text,
  times: text,
  steps: positive('--steps'),
  batch: positive('--batch'),
  accumulate: positive('--accumulate'),
  learningRate: numberOption('--learning-rate').optional(),
  warmup: integerOption('--warmup', 0).optional(),
  decay: nameOption('decay', ['cosine', 'constant']).optional(),
  weightDecay: numberOption('--weight-decay').optional(),
  clip: numberOption('--clip').optional(),
  ema: numberOption('--ema').optional(),
  conditionDropout: numberOption('--condition-dropout').optional(),
  evaluateEvery: positive('--evaluate-every'),
  checkpointEvery: positive('--checkpoint-every'),
  keep: positive('--keep'),
  partModel: text,
  partSteps: positive('--part-steps'),
  seed: seedOption('--seed').optional(),
  config: text,
  out: textOption('--out'),
  resume: z.boolean(),
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
