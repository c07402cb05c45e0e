import { Command } from 'commander';
import { systems as all } from '../../run/systems/systems.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde systems` */
export function systems({ out }: Terminal): Command {
  return new Command('systems')
    .description('list every system that train --system knows, and how it is sampled')
    .option('--json', 'as JSON', false)
    .action(({ json }: { json: boolean }) => {
      const told = all.map(({ name, about, part, sampling, source }) => ({
        ...{ name, about, ...(part && { trainsFirst: part.name }), sampling, source },
      }));
      if (json) {
        out.write(`${JSON.stringify(told, undefined, 2)}\n`);
        return;
      }
      const headings = ['system', 'about', 'sampled by', 'source'];
      const rows = told.map(({ name, about, sampling, source }) => [
        ...[name, about, `${sampling.solver}, ${sampling.steps} steps`, source],
      ]);
      out.write(
        table(
          headings.map((heading) => ({ heading })),
          rows,
        ),
      );
    });
}
