import { z } from 'zod';
import { textOption } from './read.ts';

/** Where `tfjs-sde certify` writes unless told otherwise. */
export const certifyOut = 'tfjs-sde-certificates';

/** The options of `tfjs-sde certify`, read. */
export interface CertifyCommandOptions {
  readonly full: boolean;
  readonly json?: string | undefined;
  readonly out: string;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const certifyOptions: z.ZodType<CertifyCommandOptions> = z.object({
  full: z.boolean(),
  json: textOption('--json').optional(),
  out: textOption('--out'),
  quiet: z.boolean(),
});
