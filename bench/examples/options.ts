import { Command } from 'commander';
import { integerOption, read } from '../../src/cli/read.ts';
import { InputError } from '../../src/errors/index.ts';

/** What `npm run examples` is asked to do. */
export interface ExampleOptions {
  /** A data set of images by name, or a file. */
  readonly data: string;
  /** Steps that the network of diffusers is trained for. */
  readonly steps: number;
  /** Samples on each side. */
  readonly samples: number;
  /** Where data, networks, samples and pictures go. */
  readonly out: string;
}

const notes = `
--foreign trains a small UNet2DModel with torch and diffusers, imports it here, and compares samples from both sides, in some five
minutes on two cores. The first time, .cache/peers is given a Python environment, as npm run bench -- --peers does: python3 with
venv, 6 GB. The exit code is 1 where both sides do not agree.`;

/**
 * Reads the command line; help and what commander does not understand end the process.
 * @throws InputError if no example is named, or a number is none
 */
export function exampleOptions(args: readonly string[]): ExampleOptions {
  const command = new Command('npm run examples --')
    .description('whole examples, from data to pictures')
    .option('--foreign', 'a network that diffusers trained, sampled on both sides', false)
    .option('--data <name|file>', 'images to train on', 'glyphs')
    .option('--steps <n>', 'training steps', '1500')
    .option('-n, --samples <n>', 'samples on each side', '128')
    .option('--out <folder>', 'where everything goes', 'runs/foreign')
    .addHelpText('after', notes)
    .allowExcessArguments(false);
  const { foreign, data, steps, samples, out } = command
    .parse([...args], { from: 'user' })
    .opts<Record<'data' | 'steps' | 'samples' | 'out', string> & { foreign: boolean }>();
  if (!foreign) throw new InputError('name an example: --foreign');
  return {
    data,
    out,
    steps: read(integerOption('--steps', 1), steps),
    samples: read(integerOption('--samples', 32), samples),
  };
}
