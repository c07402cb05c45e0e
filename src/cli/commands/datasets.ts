import type { Command } from 'commander';
import { knownDatasets } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde datasets` */
export function datasets(terminal: Terminal): Command {
  return listing(
    'datasets',
    knownDatasets,
    [
      { heading: 'dimension', align: 'right', of: ({ dimension }) => dimension },
      { heading: 'score', of: ({ exact }) => (exact === undefined ? 'by a network' : 'exact') },
      { heading: 'about', of: ({ about }) => about },
    ],
    terminal,
  );
}
