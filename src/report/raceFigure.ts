import * as Plot from '@observablehq/plot';
import type { Recommendation } from '../recommend/index.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import { powerOfTen, powers, shortNumber } from './number.ts';

interface Point {
  readonly name: string;
  readonly samples: number;
  readonly distance: number;
}

/** The distance of every pair in each round of a search: those of the last round in colour, the others grey. */
export function raceFigure({
  rounds,
  finalists,
}: Pick<Recommendation, 'rounds' | 'finalists'>): Html {
  const all = rounds.flatMap(({ samples, contenders }) =>
    contenders.map(({ name, distance }): Point => ({ name, samples, distance })),
  );
  // an estimate of a square may be below 0: its root has no place on this scale
  const points = all.filter(({ distance }) => distance > 0);
  const of = (finalist: string): Point[] => points.filter(({ name }) => name === finalist);
  const isFinalist = new Set(finalists.map(({ name }) => name));
  const values = points.map(({ distance }) => distance);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rest = points.filter(({ name }) => !isFinalist.has(name));
  const at = { x: 'samples', y: 'distance', z: 'name' };
  return chart('distance of every pair of solver and grid by round', {
    x: {
      ...{ type: 'log', label: 'samples of each →', ticks: rounds.map(({ samples }) => samples) },
      tickFormat: (n: number) => String(n),
    },
    y: {
      ...{ type: 'log', label: '↑ distance', grid: true, domain: [low / 1.1, high * 1.1] },
      ...{ ticks: powers(low, high), tickFormat: powerOfTen },
    },
    marks: [
      Plot.line(rest, { ...at, stroke: 'var(--data)', strokeOpacity: 0.4 }),
      Plot.dot(rest, { ...at, fill: 'var(--data)', r: 1.5, fillOpacity: 0.6 }),
      ...finalists.toReversed().flatMap(({ name }, i) => {
        const color = `var(--series-${finalists.length - 1 - i})`;
        return [
          Plot.line(of(name), { ...at, stroke: color, strokeWidth: 1.8 }),
          Plot.dot(of(name), {
            ...{ ...at, fill: color, r: 3.5 },
            title: (p: Point) => `${p.name}\n${p.samples} samples\n${shortNumber(p.distance)}`,
          }),
        ];
      }),
    ],
  });
}
