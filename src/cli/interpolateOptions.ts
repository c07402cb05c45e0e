import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import {
  fileOption,
  integerOption,
  nameOption,
  numbersOption,
  seedOption,
  textOption,
} from './read.ts';

/** The options of `tfjs-sde interpolate`, read. */
export interface InterpolateCommandOptions {
  /** On an arc between the noise of both by the probability flow, or on a line at depths of noise, as DDPM does. */
  readonly method: 'slerp' | 'ddpm';
  /** Of `ddpm`: a row each. */
  readonly depths: readonly number[];
  readonly columns: number;
  readonly steps: number;
  readonly solver: string;
  readonly limit?: string | undefined;
  readonly seed?: string | number | undefined;
  readonly out: string;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Reads them from what commander leaves. */
export const interpolateOptions: z.ZodType<InterpolateCommandOptions> = z
  .object({
    method: nameOption('method', ['slerp', 'ddpm']).optional(),
    depths: numbersOption('--depths')
      .refine(
        (depths) => depths.every((depth) => depth > 0 && depth <= 1),
        '--depths must be above 0 and at most 1',
      )
      .optional(),
    columns: integerOption('--columns', 2),
    steps: integerOption('--steps', 1).optional(),
    solver: textOption('--solver').optional(),
    limit: textOption('--limit').optional(),
    seed: seedOption('--seed').optional(),
    out: fileOption('--out', ['png', 'svg', 'npy', 'csv']),
    backend: nameOption('backend', ['auto', ...backendNames]).optional(),
    json: z.boolean(),
    quiet: z.boolean(),
  })
  .refine(({ method, depths }) => method !== 'slerp' || depths === undefined, {
    error: '--depths are of --method ddpm; leave out one of the two',
  })
  .refine(
    ({ method, depths, limit }) =>
      limit === undefined || method === 'ddpm' || (method === undefined && depths !== undefined),
    { error: '--limit is of --method ddpm; the probability flow has none' },
  )
  .transform(({ depths, ...given }) => {
    const { method = depths === undefined ? 'slerp' : 'ddpm' } = given;
    const isDdpm = method === 'ddpm';
    return {
      ...given,
      method,
      depths: isDdpm ? (depths ?? [0.25, 0.5, 0.75]) : [],
      steps: given.steps ?? (isDdpm ? 100 : 25),
      solver: given.solver ?? (isDdpm ? 'ddpm' : 'rk4'),
    };
  });
