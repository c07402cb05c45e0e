import { z } from 'zod';
import { fileOption, integerOption, numbersOption, seedOption } from './read.ts';

/** The options of `tfjs-sde solve`, read. */
export interface SolveCommandOptions {
  readonly drift?: string | undefined;
  readonly diffusion?: string | undefined;
  readonly noise?: 'diagonal' | 'scalar' | undefined;
  readonly variables: readonly string[];
  readonly parameters: Readonly<Record<string, number>>;
  readonly start?: readonly number[] | undefined;
  readonly over?: readonly number[] | undefined;
  readonly solver: string;
  readonly steps: number;
  readonly paths: number;
  readonly seed?: string | number | undefined;
  readonly show?: string | undefined;
  readonly out?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** `theta=2, mu=1` */
const parameters = z.string().transform((text, context) => {
  const found: Record<string, number> = {};
  for (const part of text.split(',').filter((own) => own.trim() !== '')) {
    const [name = '', value = ''] = part.split('=').map((own) => own.trim());
    if (name === '' || value === '' || !Number.isFinite(Number(value))) {
      context.addIssue(
        `--parameters must be name=number between commas, got ${JSON.stringify(part.trim())}`,
      );
      return z.NEVER;
    }
    found[name] = Number(value);
  }
  return found;
});

/** Reads them from what commander leaves. */
export const solveOptions: z.ZodType<SolveCommandOptions> = z.object({
  drift: z.string().optional(),
  diffusion: z.string().optional(),
  noise: z
    .string()
    .refine((kind) => kind === 'diagonal' || kind === 'scalar', {
      error: ({ input }) => `--noise must be one of diagonal, scalar, got ${JSON.stringify(input)}`,
    })
    .optional(),
  variables: z.string().transform((text) => text.split(',').map((name) => name.trim())),
  parameters: parameters.optional().transform((given) => given ?? {}),
  start: numbersOption('--start').optional(),
  over: numbersOption('--over')
    .refine(
      ([from, to, ...more]) => to !== undefined && from !== to && more.length === 0,
      '--over must be two times that differ: 0,1',
    )
    .optional(),
  solver: z.string(),
  steps: integerOption('--steps', 1),
  paths: integerOption('--paths', 2),
  seed: seedOption('--seed').optional(),
  show: z.string().optional(),
  out: fileOption('--out', ['csv', 'npy', 'png', 'svg']).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
