import type { Command } from 'commander';
import { knownSdes } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde problems` */
export function problems(terminal: Terminal): Command {
  return listing(
    'problems',
    knownSdes,
    [
      { heading: 'equation', of: ({ about }) => about },
      {
        heading: 'known',
        of: ({ exact, moments, expectation }) =>
          [
            ...(exact === undefined ? [] : ['solutions']),
            ...(moments === undefined ? [] : ['moments']),
            ...(expectation === undefined ? [] : [expectation.about]),
          ].join('; ') || 'nothing',
      },
      { heading: 'source', of: ({ source }) => source },
    ],
    terminal,
  );
}
