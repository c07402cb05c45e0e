import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import type { Trace } from '../probabilityFlow/index.ts';
import {
  fileOption,
  integerOption,
  nameOption,
  numberOption,
  numbersOption,
  seedOption,
  textOption,
} from './read.ts';

/** The options of `tfjs-sde likelihood`, read. */
export interface LikelihoodCommandOptions {
  /** Of data whose law is known, which have none of their own. */
  readonly schedule?: string | undefined;
  readonly class?: string | undefined;
  readonly text?: string | undefined;
  readonly trace?: Trace | undefined;
  readonly probes: number;
  readonly steps: number;
  readonly solver: string;
  readonly sigmaMin?: number | undefined;
  readonly samples: number;
  readonly batch: number;
  readonly heldOut: boolean;
  /** By default where data are images on the levels. */
  readonly dequantise?: boolean | undefined;
  readonly levels: number;
  readonly range: readonly [low: number, high: number];
  readonly seed: string | number;
  readonly out?: string | undefined;
  /** A folder for a page. */
  readonly report?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const likelihoodOptions: z.ZodType<LikelihoodCommandOptions> = z.object({
  schedule: textOption('--schedule').optional(),
  class: textOption('--class').optional(),
  text: textOption('--text').optional(),
  trace: nameOption('trace', ['exact', 'hutchinson']).optional(),
  probes: integerOption('--probes', 1),
  steps: integerOption('--steps', 1),
  solver: textOption('--solver'),
  sigmaMin: numberOption('--sigma-min').optional(),
  samples: integerOption('--samples', 1),
  batch: integerOption('--batch', 1),
  heldOut: z.boolean(),
  dequantise: z.boolean().optional(),
  levels: integerOption('--levels', 2),
  range: numbersOption('--range').transform((values, context) => {
    const [low = 0, high = 0, ...more] = values;
    if (low < high && more.length === 0) return [low, high] as const;
    context.addIssue('--range must be two numbers, low,high');
    return z.NEVER;
  }),
  seed: seedOption('--seed'),
  out: fileOption('--out', ['csv', 'npy']).optional(),
  report: textOption('--report').optional(),
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  json: z.boolean(),
  quiet: z.boolean(),
});
