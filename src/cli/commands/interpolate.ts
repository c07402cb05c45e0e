import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { interpolateOptions } from '../interpolateOptions.ts';
import { limitHelp } from '../limitOf.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
A and B are a PNG file each, or a sample of data: the first, or that of a number behind a colon, pictures.npy:3, glyphs:7 (of data without
end a row of a draw).

  slerp  both are taken to noise by the probability flow, that is turned on an arc, and taken back: without --depths the default.
         With weights 0 and 1 the samples come back, as far as steps allow.
  ddpm   both get the same noise up to a depth, are mixed there on a line, and denoised: with --depths the default. A depth is a share of
         the way from data to noise, by the angle arctan(sigma / alpha); the deeper, the more is made up.

A .png of images is a strip with A and B at its ends; of points a .png or .svg shows them over the data. .npy holds
[rows, columns, ...], .csv a sample a line.
  tfjs-sde interpolate runs/digits glyphs:0 glyphs:1 --out arc.png
  tfjs-sde interpolate runs/mnist ./a.png ./pictures.npy:3 --depths 0.25,0.5,0.75 --columns 11 --out depths.png`;

/** `tfjs-sde interpolate` */
export function interpolate(terminal: Terminal): Command {
  return new Command('interpolate')
    .description('what a network sees between two samples, as a strip')
    .argument('<run>', 'a run folder')
    .argument('<a>', 'a sample')
    .argument('<b>', 'another')
    .option('--method <name>', 'slerp or ddpm (default: slerp, with --depths ddpm)')
    .option('--depths <list>', 'of ddpm, between commas, a row each (default: 0.25,0.5,0.75)')
    .option('--columns <n>', 'weights, from 0 to 1', '9')
    .option('--steps <n>', 'of each way (default: 25, of ddpm 100)')
    .option('--solver <name>', 'of ODEs for slerp, any for ddpm (default: rk4, of ddpm ddpm)')
    .option('--limit <limit>', `${limitHelp}; of ddpm`)
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .requiredOption('--out <file>', 'a file that ends in .png, .svg, .npy or .csv')
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'say what was drawn as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (run: string, a: string, b: string, given: unknown) => {
      const options = read(interpolateOptions, given);
      const { runInterpolation } = await import('../runInterpolation.ts');
      await runInterpolation(run, [a, b], options, terminal);
    });
}
