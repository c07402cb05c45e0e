import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { withDrawing } from '../drawingOptions.ts';
import { givenCommand } from '../givenCommand.ts';
import { measureOptions } from '../measureOptions.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
Both are files of samples (.csv, .npy), images, or data by name, of which samples are drawn; the first can be a run, which is sampled as
\`sample\` does, and held against the data it was trained on unless others are named. Files are used whole up to --samples of them.
Values are followed by their standard error. Without --metrics all are measured that do not take minutes: of features where --features names
a run of a classifier of clean images, or a graph model of TensorFlow.js (its folder or model.json), whose output, or --layer, is compared:
  tfjs-sde train --model "classifier(noisy=false)" --data glyphs --out runs/judge
  tfjs-sde measure runs/glyphs -n 5000 --features runs/judge
  tfjs-sde measure drawn.npy ./pngs --features ./inception --input-size 299
  tfjs-sde measure points.csv moons --metrics wasserstein,energy`;

/** `tfjs-sde measure` */
export function measure(terminal: Terminal): Command {
  const command = new Command('measure')
    .description('how far samples are from a reference: Wasserstein, energy, FID, KID, recall ...')
    .argument('<samples>', 'a run folder, a file of samples, images, or data by name')
    .argument('[reference]', 'what they are held against (default: what the run was trained on)')
    .option('--metrics <names>', 'metrics between commas, see tfjs-sde metrics')
    .option(
      '--features <place>',
      'a run of a classifier, or a graph model, whose features are compared',
    )
    .option('--spatial', 'its spatial features, which makes sFID of frechet', false)
    .option('--layer <name>', 'of a graph model: an output or inner node (default: its one output)')
    .option(
      '--input-range <black,white>',
      'of a graph model: the values it expects of pixels (default: -1,1)',
    )
    .option('--input-size <n>', 'of a graph model: height and width that images are resized to')
    .option('-n, --samples <count>', 'samples of each at most; of a run, as many', '5000')
    .option('--seed <seed>', 'of what is drawn, an integer or text', '0');
  return withDrawing(command)
    .option('--backend <name>', `of networks: one of auto, ${backendNames.join(', ')}`)
    .option('--out <folder>', 'leave a page with its numbers there: report.html, measurement.json')
    .option('--json', 'the values as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (samples: string, reference: string | undefined, given: unknown) => {
      const options = read(measureOptions, given);
      const { runMeasuring } = await import('../runMeasuring.ts');
      await runMeasuring(samples, reference, options, terminal, givenCommand(command));
    });
}
