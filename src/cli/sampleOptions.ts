import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import {
  fileOption,
  integerOption,
  nameOption,
  numberOption,
  numbersOption,
  seedOption,
  textOption,
} from './read.ts';

/** The options of `tfjs-sde sample`, read. */
export interface SampleCommandOptions {
  readonly solver?: string | undefined;
  readonly steps?: number | undefined;
  readonly samples: number;
  readonly seed?: string | number | undefined;
  readonly batch: number;
  readonly limit?: string | undefined;
  readonly class?: string | undefined;
  readonly text?: string | undefined;
  readonly guidance?: number | undefined;
  readonly guidanceInterval?: readonly number[] | undefined;
  readonly columns?: number | undefined;
  readonly out: string;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const sampleOptions: z.ZodType<SampleCommandOptions> = z.object({
  solver: textOption('--solver').optional(),
  steps: integerOption('--steps', 1).optional(),
  samples: integerOption('--samples', 1),
  seed: seedOption('--seed').optional(),
  batch: integerOption('--batch', 1),
  limit: textOption('--limit').optional(),
  class: textOption('--class').optional(),
  text: textOption('--text').optional(),
  guidance: numberOption('--guidance').optional(),
  guidanceInterval: numbersOption('--guidance-interval')
    .refine((values) => values.length === 2, '--guidance-interval must be two numbers, low,high')
    .optional(),
  columns: integerOption('--columns', 1).optional(),
  out: fileOption('--out', ['npy', 'csv', 'png', 'svg']),
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
