import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import { type DrawingOptions, drawingFields } from './drawingOptions.ts';
import { fileOption, integerOption, nameOption, seedOption } from './read.ts';

/** The options of `tfjs-sde sample`, read. */
export interface SampleCommandOptions extends DrawingOptions {
  readonly samples: number;
  readonly seed?: string | number | undefined;
  readonly columns?: number | undefined;
  readonly frames?: number | undefined;
  readonly out: string;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Whether a file is an animation, by its ending. */
export const isAnimation = (file: string): boolean => /\.apng$/i.test(file);

/** Reads them from what commander leaves. */
export const sampleOptions: z.ZodType<SampleCommandOptions> = z
  .object({
    ...drawingFields,
    samples: integerOption('--samples', 1).optional(),
    seed: seedOption('--seed').optional(),
    columns: integerOption('--columns', 1).optional(),
    frames: integerOption('--frames', 2).optional(),
    out: fileOption('--out', ['npy', 'csv', 'png', 'apng', 'svg']),
    backend: nameOption('backend', ['auto', ...backendNames]).optional(),
    json: z.boolean(),
    quiet: z.boolean(),
  })
  .refine(({ frames, out }) => frames === undefined || isAnimation(out), {
    error: '--frames are of an animation; give an --out that ends in .apng',
  })
  .transform((given) => ({
    ...given,
    samples: given.samples ?? (isAnimation(given.out) ? 64 : 1000),
  }));
