import type { Command } from 'commander';
import { knownObjectives } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde objectives` */
export function objectives(terminal: Terminal): Command {
  return listing(
    'objectives',
    knownObjectives,
    [
      { heading: 'about', of: ({ about }) => about },
      { heading: 'needs', of: ({ needs = [] }) => needs.join(', ') },
      { heading: 'source', of: ({ source }) => source },
    ],
    terminal,
  );
}
