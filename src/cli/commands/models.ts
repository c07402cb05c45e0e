import type { Command } from 'commander';
import { knownModels } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde models` */
export function models(terminal: Terminal): Command {
  return listing(
    'models',
    knownModels,
    [
      { heading: 'about', of: ({ about }) => about },
      { heading: 'source', of: ({ source }) => source },
    ],
    terminal,
  );
}
