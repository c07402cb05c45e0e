import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import { integerOption, nameOption, numberOption, seedOption, textOption } from './read.ts';

/** The options of `tfjs-sde train`, read; what was not given is undefined. */
export interface TrainCommandOptions {
  readonly system?: string | undefined;
  readonly data?: string | undefined;
  readonly model?: string | undefined;
  readonly objective?: string | undefined;
  readonly schedule?: string | undefined;
  readonly times?: string | undefined;
  readonly steps?: number | undefined;
  readonly batch?: number | undefined;
  readonly accumulate?: number | undefined;
  readonly learningRate?: number | undefined;
  readonly warmup?: number | undefined;
  readonly decay?: 'cosine' | 'constant' | undefined;
  readonly weightDecay?: number | undefined;
  readonly clip?: number | undefined;
  readonly ema?: number | undefined;
  readonly conditionDropout?: number | undefined;
  readonly evaluateEvery?: number | undefined;
  readonly checkpointEvery?: number | undefined;
  readonly keep?: number | undefined;
  readonly seed?: string | number | undefined;
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
  seed: seedOption('--seed').optional(),
  config: text,
  out: textOption('--out'),
  resume: z.boolean(),
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
