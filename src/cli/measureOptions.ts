import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import { integerOption, nameOption, seedOption, textOption } from './read.ts';

/** The options of `tfjs-sde measure`, read. */
export interface MeasureOptions {
  readonly metrics?: readonly string[] | undefined;
  /** A run of a classifier. */
  readonly features?: string | undefined;
  readonly spatial: boolean;
  readonly samples: number;
  readonly seed: string | number;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const measureOptions: z.ZodType<MeasureOptions> = z
  .object({
    metrics: textOption('--metrics')
      .transform((text) => text.split(',').map((name) => name.trim()))
      .optional(),
    features: textOption('--features').optional(),
    spatial: z.boolean(),
    samples: integerOption('--samples', 1),
    seed: seedOption('--seed'),
    backend: nameOption('backend', ['auto', ...backendNames]).optional(),
    json: z.boolean(),
    quiet: z.boolean(),
  })
  .refine(({ spatial, features }) => !spatial || features !== undefined, {
    error: '--spatial: got no --features, expected the run of a classifier there',
  });
