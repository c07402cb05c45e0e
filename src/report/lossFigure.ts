import * as Plot from '@observablehq/plot';
import type { Comparison } from '../compare/index.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';

/** The training loss over steps. */
export function lossFigure({ loss }: NonNullable<Comparison['network']>): Html {
  return chart('training loss over steps', {
    height: 220,
    x: { label: 'training steps →' },
    y: { label: '↑ mean squared error of eps', grid: true, nice: true, zero: true },
    marks: [
      Plot.line([...loss], { x: 'step', y: 'loss', stroke: 'var(--series-0)', strokeWidth: 1.5 }),
    ],
  });
}
