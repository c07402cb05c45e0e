import type { Command } from 'commander';
import { knownSolvers } from '../../catalogue/index.ts';
import { listing } from '../listing.ts';
import type { Terminal } from '../terminal.ts';

/** Kinds of convergence with their order: `strong 1, weak 1`. */
function orders(order: Readonly<Record<string, number>>): string {
  return Object.entries(order)
    .map(([kind, value]) => `${kind} ${value}`)
    .join(', ');
}

/** `tfjs-sde solvers` */
export function solvers(terminal: Terminal): Command {
  return listing(
    'solvers',
    knownSolvers,
    [
      { heading: 'solves', of: ({ solves }) => solves },
      {
        heading: 'order',
        of: ({ order }) => order,
        words: ({ order }) => orders({ ...order }),
      },
      {
        heading: 'evaluations per step',
        align: 'right',
        of: ({ evaluationsPerStep }) => evaluationsPerStep,
      },
      { heading: 'grid', of: ({ defaultGrid }) => defaultGrid.name },
      { heading: 'source', of: ({ source }) => source },
    ],
    terminal,
  );
}
