import type { Command } from 'commander';
import { knownSchedules } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde schedules` */
export function schedules(terminal: Terminal): Command {
  return listing(
    'schedules',
    knownSchedules,
    [{ heading: 'source', of: ({ source }) => source }],
    terminal,
  );
}
