import { z } from 'zod';
import { textOption } from './read.ts';

/** The options of `tfjs-sde import`, read. */
export interface ImportOptions {
  readonly out: string;
  readonly data?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const importOptions: z.ZodType<ImportOptions> = z.object({
  out: textOption('--out'),
  data: textOption('--data').optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
