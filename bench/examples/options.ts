import { Command } from 'commander';
import { integerOption, read } from '../../src/cli/read.ts';
import { InputError } from '../../src/errors/index.ts';

/** What a network of diffusers is compared by. */
export interface ForeignOptions {
  /** A data set of images by name, or a file. */
  readonly data: string;
  /** Steps that the network of diffusers is trained for. */
  readonly steps: number;
  /** Channels of its levels, as in 24-48-48. */
  readonly channels: string;
  /** Samples on each side. */
  readonly samples: number;
  /** Where data, networks, samples and pictures go. */
  readonly out: string;
}

/** What `npm run examples` is asked to do. */
export interface ExampleOptions {
  /** Cases by name; none for all. */
  readonly names: readonly string[];
  readonly foreign?: ForeignOptions;
  /** Tell the cases and their commands, and run none. */
  readonly list: boolean;
  /** The folder of runs and samples. */
  readonly out: string;
  /** The folder of MNIST's files. */
  readonly mnist: string;
  /** Bring tables and pictures into docs/systems. */
  readonly docs: boolean;
  readonly json: boolean;
}

const notes = `
Without names it runs all cases but mnist, which takes the native backend (npm run native) and patience. Each case is some
commands of tfjs-sde, which are printed before they run, and what is measured of their samples. What is done is kept in --out and not
done again: after Ctrl-C the same command goes on. The exit code is 1 where a target is missed.

mnist runs where it is named: --mnist is the folder of t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, packed or not.

--foreign trains a small UNet2DModel with torch and diffusers, imports it here, and compares samples from both sides: in
minutes, or most of an hour where two cores are busy with something else. The first time, .cache/peers is given a Python environment, as npm run bench -- --peers does: python3 with
venv, 6 GB. The exit code is 1 where both sides do not agree.

  npm run examples -- --list
  npm run examples -- ddpm edm
  npm run examples -- --foreign`;

interface Given {
  readonly foreign: boolean;
  readonly list: boolean;
  readonly docs: boolean;
  readonly json: boolean;
  readonly out?: string;
  readonly mnist: string;
  readonly data?: string;
  readonly steps?: string;
  readonly channels?: string;
  readonly samples?: string;
}

/** @throws InputError unless each of three levels has as many channels as 8 groups can share */
function threeLevels(text: string): string {
  const isFit = /^\d+-\d+-\d+$/.test(text) && text.split('-').every((n) => +n > 0 && +n % 8 === 0);
  if (isFit) return text;
  throw new InputError(`--channels must be three multiples of 8 such as 24-48-48, got ${text}`);
}

/**
 * Reads the command line; help and what commander does not understand end the process.
 * @throws InputError if options do not go together, or a number is none
 */
export function exampleOptions(args: readonly string[]): ExampleOptions {
  const command = new Command('npm run examples --')
    .description('every system trained on glyphs and sampled, with what is measured of it')
    .argument('[names...]', 'cases, and what they need; all unless some are named')
    .option('--list', 'list the cases with their commands, and run none', false)
    .option(
      '--out <folder>',
      'where runs and samples go (default: runs/examples, of --foreign runs/foreign)',
    )
    .option('--mnist <folder>', 'where the files of MNIST are', 'mnist')
    .option('--docs', 'bring tables and pictures into docs/systems', false)
    .option('--json', 'what was measured as JSON', false)
    .option('--foreign', 'a network that diffusers trained, sampled on both sides', false)
    .option('--data <name|file>', 'of --foreign: images to train on (default: glyphs)')
    .option('--steps <n>', 'of --foreign: training steps (default: 1500)')
    .option('--channels <list>', 'of --foreign: channels of three levels (default: 24-48-48)')
    .option('-n, --samples <n>', 'of --foreign: samples on each side (default: 128)')
    .addHelpText('after', notes);
  command.parse([...args], { from: 'user' });
  const names = command.args;
  const { foreign, data, steps, channels, samples, out, ...others } = command.opts<Given>();
  if (foreign && names.length > 0) {
    throw new InputError(`--foreign is an example of its own; leave out ${names.join(' ')}`);
  }
  const own = Object.entries({ data, steps, channels, samples }).find(
    ([, value]) => value !== undefined,
  );
  if (!foreign && own !== undefined) {
    throw new InputError(`--${own[0]} belongs to --foreign; add it, or leave --${own[0]} out`);
  }
  return {
    ...{ ...others, names, out: out ?? 'runs/examples' },
    ...(foreign && {
      foreign: {
        data: data ?? 'glyphs',
        out: out ?? 'runs/foreign',
        steps: read(integerOption('--steps', 1), steps ?? '1500'),
        channels: threeLevels(channels ?? '24-48-48'),
        samples: read(integerOption('--samples', 32), samples ?? '128'),
      },
    }),
  };
}
