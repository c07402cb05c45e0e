import { Command } from 'commander';
import { metrics as known } from '../../metrics/index.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde metrics` */
export function metrics({ out }: Terminal): Command {
  return new Command('metrics')
    .description('list every metric that measure knows')
    .option('--json', 'as JSON', false)
    .action(({ json }: { json: boolean }) => {
      const told = known.map(({ name, most, about }) => ({ name, most, about }));
      out.write(
        json
          ? `${JSON.stringify(told, undefined, 2)}\n`
          : table(
              [{ heading: 'metric' }, { heading: 'samples', align: 'right' }, { heading: 'about' }],
              told.map(({ name, most, about }) => [name, `to ${most}`, about]),
            ),
      );
    });
}
