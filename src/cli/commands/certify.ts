import { Command } from 'commander';
import { certifyOptions, certifyOut } from '../certifyOptions.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
Solvers are written as names with options, between commas: "heun,ddim(eta=1)". The command solvers lists them.

An order holds where the whole interval of what is seen lies nearer to it than to the next lower order; it exceeds what is
declared where the interval lies nearer to the next higher one, so that the problem cannot tell. Exit code 3: one fails.`;

/** `tfjs-sde certify` */
export function certify(terminal: Terminal): Command {
  return new Command('certify')
    .description('measure what solvers promise: orders, the law they keep, order conditions')
    .argument('[solvers]', 'solvers to certify, between commas (default: all)')
    .option('--full', 'more paths and more steps: minutes in place of seconds', false)
    .option('--json <file>', 'write the numbers to a file as JSON too; - is standard output')
    .option('--out <folder>', 'where certificates.html and certificates.json go', certifyOut)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (solvers: string | undefined, given: unknown) => {
      const options = read(certifyOptions, given);
      const { runCertification } = await import('../runCertification.ts');
      await runCertification(solvers, options, terminal);
    });
}
