import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import {
  integerOption,
  integersOption,
  nameOption,
  numberOption,
  numbersOption,
  seedOption,
  textOption,
} from './read.ts';

/** What `tfjs-sde compare` does unless told otherwise; seed and backend are chosen when it runs. */
export const compareDefaults = {
  data: 'eight-gaussians',
  solvers: 'ddpm,ddpm(variance=large),euler-maruyama,sra1,ddim,heun,dpmpp-2m',
  grids: 'own',
  steps: '5,10,20,50,100',
  samples: '4096',
  repeats: '1',
  schedule: 'vp',
  score: 'both',
  scoreError: '0',
  flowCalls: '0',
  trainSteps: '2500',
} as const;

/** The options of `tfjs-sde compare`, read. */
export interface CompareOptions {
  readonly solvers: string;
  readonly grids: string;
  readonly steps: readonly number[];
  readonly evaluations?: readonly number[] | undefined;
  readonly samples: number;
  readonly repeats: number;
  readonly seed?: string | number | undefined;
  readonly schedule: string;
  readonly score: 'network' | 'exact' | 'both';
  readonly limit?: string | undefined;
  /** Scales of guidance. */
  readonly guidance?: readonly number[] | undefined;
  /** A run of what guides. */
  readonly classifier?: string | undefined;
  readonly scoreError: number;
  readonly flowCalls: number;
  readonly trainSteps: number;
  readonly json?: string | undefined;
  readonly out?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const compareOptions: z.ZodType<CompareOptions> = z.object({
  solvers: z.string(),
  grids: z.string(),
  steps: integersOption('--steps'),
  evaluations: integersOption('--evaluations').optional(),
  samples: integerOption('--samples', 8),
  repeats: integerOption('--repeats', 1),
  seed: seedOption('--seed').optional(),
  schedule: z.string(),
  score: nameOption('score', ['network', 'exact', 'both']),
  limit: textOption('--limit').optional(),
  guidance: numbersOption('--guidance').optional(),
  classifier: textOption('--classifier').optional(),
  scoreError: numberOption('--score-error'),
  flowCalls: integerOption('--flow-calls', 0),
  trainSteps: integerOption('--train-steps', 1),
  json: textOption('--json').optional(),
  out: textOption('--out').optional(),
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  quiet: z.boolean(),
});
