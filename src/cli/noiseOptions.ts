import { z } from 'zod';
import { fileOption, integerOption, numbersOption, seedOption, textOption } from './read.ts';

/** The options of `tfjs-sde noise`, read. */
export interface NoiseOptions {
  readonly schedule: string;
  readonly samples: number;
  readonly columns?: number | undefined;
  readonly times?: readonly number[] | undefined;
  readonly seed?: string | number | undefined;
  readonly out: string;
  readonly json: boolean;
}

/** Reads them from what commander leaves. */
export const noiseOptions: z.ZodType<NoiseOptions> = z
  .object({
    schedule: textOption('--schedule'),
    samples: integerOption('--samples', 1),
    columns: integerOption('--columns', 2).optional(),
    times: numbersOption('--times').optional(),
    seed: seedOption('--seed').optional(),
    out: fileOption('--out', ['png', 'npy']),
    json: z.boolean(),
  })
  .refine(({ columns, times }) => columns === undefined || times === undefined, {
    error: '--columns and --times: got both, expected one of them',
  });
