import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import type { Criterion } from '../recommend/index.ts';
import { integerOption, nameOption, numberOption, seedOption, textOption } from './read.ts';

/** The options of `tfjs-sde recommend`, read. */
export interface RecommendCommandOptions {
  readonly budget?: number | undefined;
  readonly target?: number | undefined;
  readonly milliseconds?: number | undefined;
  /** Samples drawn at a time, of which a draw is timed. */
  readonly batch?: number | undefined;
  readonly by?: Criterion | undefined;
  readonly schedule?: string | undefined;
  readonly limit?: string | undefined;
  readonly guidance?: number | undefined;
  /** A run of what guides. */
  readonly classifier?: string | undefined;
  readonly flowCalls: number;
  readonly samples?: number | undefined;
  readonly seed?: string | number | undefined;
  readonly out?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Calls of a sample where nothing else is asked for. */
export const usualBudget = 20;

/** Reads them from what commander leaves. */
export const recommendOptions: z.ZodType<RecommendCommandOptions> = z
  .object({
    budget: integerOption('--budget', 1).optional(),
    target: numberOption('--target').optional(),
    milliseconds: numberOption('--milliseconds').optional(),
    batch: integerOption('--batch', 1).optional(),
    by: nameOption('criterion', ['energy', 'flow']).optional(),
    schedule: textOption('--schedule').optional(),
    limit: textOption('--limit').optional(),
    guidance: numberOption('--guidance').optional(),
    classifier: textOption('--classifier').optional(),
    flowCalls: integerOption('--flow-calls', 1),
    samples: integerOption('--samples', 8).optional(),
    seed: seedOption('--seed').optional(),
    out: textOption('--out').optional(),
    backend: nameOption('backend', ['auto', ...backendNames]).optional(),
    json: z.boolean(),
    quiet: z.boolean(),
  })
  .refine(
    ({ budget, target, milliseconds }) =>
      [budget, target, milliseconds].filter((goal) => goal !== undefined).length < 2,
    { error: '--budget, --target and --milliseconds: got more than one, expected one of them' },
  )
  .refine(({ batch, milliseconds }) => batch === undefined || milliseconds !== undefined, {
    error: '--batch: is of a draw that is timed; give --milliseconds',
  })
  .refine(({ guidance, classifier }) => classifier === undefined || guidance !== undefined, {
    error: '--classifier: guides where --guidance says how much; give both',
  })
  .transform((given) => ({
    ...given,
    ...(given.target === undefined && given.milliseconds === undefined
      ? { budget: given.budget ?? usualBudget }
      : {}),
  }));
