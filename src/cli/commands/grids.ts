import type { Command } from 'commander';
import { knownGrids } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** `tfjs-sde grids` */
export function grids(terminal: Terminal): Command {
  return listing('grids', knownGrids, [], terminal);
}
