import type { Command } from 'commander';
import { knownLimits } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde limits` */
export function limits(terminal: Terminal): Command {
  return listing(
    'limits',
    knownLimits,
    [
      { heading: 'about', of: ({ about }) => about },
      { heading: 'source', of: ({ source }) => source },
    ],
    terminal,
  );
}
