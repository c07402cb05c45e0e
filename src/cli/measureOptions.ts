import { z } from 'zod';
import { type BackendName, backendNames } from '../backend/index.ts';
import type { Looking } from '../features/index.ts';
import { type DrawingOptions, drawingFields } from './drawingOptions.ts';
import { integerOption, nameOption, numbersOption, seedOption, textOption } from './read.ts';

/** The options of `tfjs-sde measure`, read. */
export interface MeasureOptions extends DrawingOptions, Looking {
  readonly metrics?: readonly string[] | undefined;
  /** A run of a classifier, or a graph model. */
  readonly features?: string | undefined;
  readonly samples: number;
  readonly seed: string | number;
  /** A folder for a page. */
  readonly out?: string | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

const looking = ['layer', 'inputRange', 'inputSize', 'spatial'] as const;

/** Reads them from what commander leaves. */
export const measureOptions: z.ZodType<MeasureOptions> = z
  .object({
    ...drawingFields,
    metrics: textOption('--metrics')
      .transform((text) => text.split(',').map((name) => name.trim()))
      .optional(),
    features: textOption('--features').optional(),
    spatial: z.boolean(),
    layer: textOption('--layer').optional(),
    inputRange: numbersOption('--input-range')
      .refine(
        ([low = 0, high = 0, ...more]) => low < high && more.length === 0,
        '--input-range must be two numbers, black,white, the first below the second',
      )
      .optional(),
    inputSize: integerOption('--input-size', 1).optional(),
    samples: integerOption('--samples', 1),
    seed: seedOption('--seed'),
    out: textOption('--out').optional(),
    backend: nameOption('backend', ['auto', ...backendNames]).optional(),
    json: z.boolean(),
    quiet: z.boolean(),
  })
  .superRefine((given, context) => {
    if (given.features !== undefined) return;
    const name = looking.find((each) => given[each] !== undefined && given[each] !== false);
    if (name === undefined) return;
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    context.addIssue(
      `--${option}: got no --features, expected the run of a classifier or a graph model there`,
    );
  });
