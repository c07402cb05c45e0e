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
  readonly classifier?: string | undefined;
  /** A file with a caption on each line. */
  readonly captions?: string | undefined;
  readonly guidance?: number | undefined;
  readonly guidanceInterval?: readonly number[] | undefined;
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
    solver: textOption('--solver').optional(),
    steps: integerOption('--steps', 1).optional(),
    samples: integerOption('--samples', 1).optional(),
    seed: seedOption('--seed').optional(),
    batch: integerOption('--batch', 1),
    limit: textOption('--limit').optional(),
    class: textOption('--class').optional(),
    text: textOption('--text').optional(),
    classifier: textOption('--classifier').optional(),
    captions: textOption('--captions').optional(),
    guidance: numberOption('--guidance').optional(),
    guidanceInterval: numbersOption('--guidance-interval')
      .refine((values) => values.length === 2, '--guidance-interval must be two numbers, low,high')
      .optional(),
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
