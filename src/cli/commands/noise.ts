import { Command } from 'commander';
import { compareDefaults } from '../compareOptions.ts';
import { noiseOptions } from '../noiseOptions.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
A row is one picture along one path of the noising SDE: the noise of a column is that of the one before and what came since. Without
--times columns are apart by equal angles arctan(sigma / alpha), from the picture to the noise that sampling starts from. Pictures are
drawn as x / sqrt(alpha^2 + sigma^2), so that exploding noise stays in sight; .npy holds x, [pictures, times, height, width, channels].
  tfjs-sde noise glyphs --schedule cosine --out cosine.png
  tfjs-sde noise runs/digits --times 0,0.1,0.2,0.5,1 --out forward.png`;

/** `tfjs-sde noise` */
export function noise(terminal: Terminal): Command {
  return new Command('noise')
    .description('the forward process: pictures on their way into noise, as a strip')
    .argument('[data]', 'a data set or files of images, or a run folder', 'glyphs')
    .option(
      '--schedule <schedule>',
      'how data are noised; of a run its own',
      compareDefaults.schedule,
    )
    .option('-n, --samples <count>', 'pictures, a row each', '8')
    .option('--columns <n>', 'times, the first and the last included (default: 9)')
    .option('--times <list>', 'times, rising, between commas')
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .requiredOption('--out <file>', 'a file that ends in .png or .npy')
    .option('--json', 'say what was drawn as JSON', false)
    .addHelpText('after', notes)
    .action(async (data: string, given: unknown) => {
      const options = read(noiseOptions, given);
      const { runNoising } = await import('../runNoising.ts');
      await runNoising(data, options, terminal);
    });
}
