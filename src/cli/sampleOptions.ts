import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import { fileOption, integerOption, nameOption, seedOption, textOption } from './read.ts';

/** The options of `tfjs-sde sample`, read. */
export interface SampleCommandOptions {
  readonly solver?: string | undefined;
  readonly steps?: number | undefined;
  readonly samples: number;
  readonly seed?: string | number | undefined;
  readonly batch: number;
  readonly limit?: string | undefined;
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
  out: fileOption('--out', ['npy', 'csv', 'png', 'svg']),
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
