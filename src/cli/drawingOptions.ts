import type { Command } from 'commander';
import type { z } from 'zod';
import { limitHelp } from './limitOf.ts';
import { integerOption, numberOption, numbersOption, textOption } from './read.ts';

/** How samples of a run are drawn, as far as options say it. */
export interface DrawingOptions {
  readonly solver?: string | undefined;
  readonly steps?: number | undefined;
  readonly batch: number;
  readonly limit?: string | undefined;
  readonly class?: string | undefined;
  readonly text?: string | undefined;
  readonly classifier?: string | undefined;
  /** A file with a caption on each line. */
  readonly captions?: string | undefined;
  readonly guidance?: number | undefined;
  readonly guidanceInterval?: readonly number[] | undefined;
}

/** Those that say nothing unless they are given. */
export const optionalDrawing: readonly Exclude<keyof DrawingOptions, 'batch'>[] = [
  ...(['solver', 'steps', 'limit', 'class', 'text'] as const),
  ...(['classifier', 'captions', 'guidance', 'guidanceInterval'] as const),
];

/** Fields of a schema that reads them from what commander leaves. */
export const drawingFields: {
  readonly [K in keyof DrawingOptions]-?: z.ZodType<DrawingOptions[K]>;
} = {
  solver: textOption('--solver').optional(),
  steps: integerOption('--steps', 1).optional(),
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
};

/** Adds them to a command. */
export function withDrawing(command: Command): Command {
  return command
    .option(
      '--solver <name>',
      'a solver, on a grid if one is named: heun@karras (default: dpmpp-2m, or as the system or the imported scheduler of the run has it)',
    )
    .option(
      '--steps <n>',
      'intervals, the closing one to x0 included (default: 20, or as the system of the run has it)',
    )
    .option('--batch <n>', 'samples solved at a time; results do not depend on it', '4096')
    .option('--limit <limit>', limitHelp)
    .option('--class <name>', 'what samples are to be of: a class by name or number, or each')
    .option('--text <caption>', 'what samples are to be of, in words')
    .option(
      '--classifier <run>',
      'a classifier of noisy images that guides to the class (default: that of the system, if it has one)',
    )
    .option(
      '--captions <file>',
      'a caption on each line: sample i is to be of the i-th, beginning anew after the last',
    )
    .option('--guidance <scale>', "how strongly: 1 is the law of the class (default: the system's)")
    .option(
      '--guidance-interval <low,high>',
      'noise levels sigma / alpha between which it is guided',
    );
}
