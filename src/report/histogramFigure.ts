import * as Plot from '@observablehq/plot';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import { shortNumber } from './number.ts';

/** How often values lie where, with their mean; values that are not finite are left out. */
export function histogramFigure(label: string, values: readonly number[]): Html {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  return chart(`how often each ${label} comes`, {
    height: 240,
    x: { label: `${label} →`, nice: true },
    y: { label: '↑ samples', grid: true },
    marks: [
      Plot.rectY(finite, {
        ...Plot.binX({ y: 'count', title: noted }, { x: (value: number) => value, thresholds: 40 }),
        fill: 'var(--series-0)',
      }),
      Plot.ruleX([mean], { stroke: 'var(--ink)', strokeDasharray: '5 3' }),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
    ],
  });
}

/** How many values there are, and between what they lie. */
function noted(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${values.length} samples\n${shortNumber(low)} to ${shortNumber(high)}`;
}
