import * as Plot from '@observablehq/plot';
import type { Recommendation } from '../recommend/index.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import { inSeries } from './inSeries.ts';
import type { Mark } from './marks.ts';
import { powers, shortNumber } from './number.ts';

interface Point {
  readonly name: string;
  readonly samples: number;
  readonly distance: number;
}

/** The distance of every pair in each round of a search: the best of the last round in their marks, the others grey. */
export function raceFigure(
  { rounds, finalists }: Pick<Recommendation, 'rounds' | 'finalists'>,
  marks: readonly Mark[],
): Html {
  const all = rounds.flatMap(({ samples, contenders }) =>
    contenders.map(({ name, distance }): Point => ({ name, samples, distance })),
  );
  // an estimate of a square may be below 0: its root has no place on this scale
  const points = all.filter(({ distance }) => distance > 0);
  const of = (finalist: string): Point[] => points.filter(({ name }) => name === finalist);
  const isFinalist = new Set(finalists.map(({ name }) => name));
  const counts = rounds.map(({ samples }) => samples);
  const second = (rounds[1] ?? rounds[0])?.contenders.map(({ distance }) => distance) ?? [];
  // the worst of the first round are far off, and would press the rest together
  const [low, high] = [
    Math.min(...points.map(({ distance }) => distance)) / 1.1,
    1.5 * Math.max(...second),
  ];
  const rest = points.filter(({ name, distance }) => !isFinalist.has(name) && distance <= high);
  const at = { x: 'samples', y: 'distance', z: 'name' };
  return chart('distance of every pair of solver and grid by round', {
    x: {
      ...{ type: 'log', label: 'samples of each →', tickFormat: (n: number) => String(n) },
      ...{ domain: [Math.min(...counts) / 1.05, Math.max(...counts) * 1.05], ticks: counts },
    },
    y: {
      ...{ type: 'log', label: '↑ distance', grid: true, domain: [low, high] },
      ticks: powers(low, high)
        .flatMap((power) => [power, 2 * power, 5 * power])
        .filter((tick) => tick >= low && tick <= high),
      tickFormat: shortNumber,
    },
    symbol: { type: 'identity' },
    color: { type: 'identity' },
    marks: [
      Plot.line(rest, { ...at, stroke: 'var(--data)', strokeOpacity: 0.4 }),
      Plot.dot(rest, { ...at, fill: 'var(--data)', r: 1.5, fillOpacity: 0.6 }),
      ...marks.toReversed().flatMap(({ name, color, symbol, series }) => [
        Plot.line(of(name), { ...at, stroke: color, strokeWidth: 1.8, ...inSeries(series) }),
        Plot.dot(of(name), {
          ...{ ...at, fill: color, symbol: symbol as Plot.SymbolType, r: 4, ...inSeries(series) },
          title: (p: Point) => `${p.name}\n${p.samples} samples\n${shortNumber(p.distance)}`,
        }),
      ]),
    ],
  });
}
