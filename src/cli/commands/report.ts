import { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

const notes = `
Commands that measure keep their numbers as JSON beside the page they leave. This draws the page again, byte for byte where nothing
changed, without measuring: after an update of how things are drawn, or from numbers that came from another machine. In a folder of
several comparisons their reports are drawn too.
  tfjs-sde report tfjs-sde-report/eight-gaussians`;

/** `tfjs-sde report` */
export function report(terminal: Terminal): Command {
  return new Command('report')
    .description('draw the report of a folder again from the numbers it keeps')
    .argument('<folder>', 'where compare, certify or another command left its results')
    .addHelpText('after', notes)
    .action(async (folder: string) => {
      const { runReport } = await import('../runReport.ts');
      await runReport(folder, terminal);
    });
}
