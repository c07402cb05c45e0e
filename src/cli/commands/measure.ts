import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { measureOptions } from '../measureOptions.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
Both are files of samples (.csv, .npy), images, or data by name, of which samples are drawn. Files are used whole up to --samples of
them. Values are followed by their standard error. Without --metrics all are measured that do not take minutes, of features where
--features names a run of a classifier of clean images:
  tfjs-sde train --model "classifier(noisy=false)" --data glyphs --out runs/judge
  tfjs-sde sample runs/glyphs -n 5000 --out drawn.npy
  tfjs-sde measure drawn.npy glyphs --features runs/judge
  tfjs-sde measure points.csv moons --metrics wasserstein,energy`;

/** `tfjs-sde measure` */
export function measure(terminal: Terminal): Command {
  return new Command('measure')
    .description('how far samples are from a reference: Wasserstein, energy, FID, KID, recall ...')
    .argument('<samples>', 'a file of samples, images, or data by name')
    .argument('<reference>', 'what they are held against, likewise')
    .option('--metrics <names>', 'metrics between commas, see tfjs-sde metrics')
    .option('--features <run>', 'a classifier whose features are compared in place of samples')
    .option('--spatial', 'its spatial features, which makes sFID of frechet', false)
    .option('-n, --samples <count>', 'samples of each at most', '5000')
    .option('--seed <seed>', 'of what is drawn, an integer or text', '0')
    .option('--backend <name>', `of the features: one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'the values as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (samples: string, reference: string, given: unknown) => {
      const options = read(measureOptions, given);
      const { runMeasuring } = await import('../runMeasuring.ts');
      await runMeasuring(samples, reference, options, terminal);
    });
}
