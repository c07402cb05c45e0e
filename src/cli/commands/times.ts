import type { Command } from 'commander';
import { knownTimes } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde times` */
export function times(terminal: Terminal): Command {
  return listing(
    'times',
    knownTimes,
    [
      { heading: 'about', of: ({ about }) => about },
      { heading: 'source', of: ({ source }) => source },
    ],
    terminal,
  );
}
