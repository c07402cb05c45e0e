import * as Plot from '@observablehq/plot';
import { type Cell, type Comparison, type Measured, nameOf } from '../compare/index.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import type { Mark } from './marks.ts';
import { powerOfTen, powers, shortNumber } from './number.ts';

/** One measure of quality, the lower the better. */
export interface Quality {
  readonly label: string;
  readonly of: (cell: Cell) => Measured | undefined;
  /** What two sets of fresh data score. */
  readonly floor?: Measured;
  /** Cells of the Pareto front, joined by a line. */
  readonly front?: readonly Cell[];
}

interface Point {
  readonly mark: Mark;
  readonly cell: Cell;
  readonly evaluations: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A measure against network calls, one line a solver, with standard errors, floor and front.
 *
 * The scale is linear within two standard errors of the floor, where estimates may be 0 and below, and logarithmic above.
 */
export function qualityFigure(
  comparison: Comparison,
  marks: readonly Mark[],
  score: Cell['score'],
  { label, of, floor, front = [] }: Quality,
): Html | undefined {
  const points = comparison.cells.flatMap((cell): Point[] => {
    const measured = cell.score === score ? of(cell) : undefined;
    const mark = marks.find(({ name }) => name === nameOf(cell, comparison));
    if (measured === undefined || mark === undefined) return [];
    const { value, error } = measured;
    const [low, high] = [value - error, value + error];
    return [{ mark, cell, evaluations: cell.evaluations, value, low, high }];
  });
  if (points.length === 0) return undefined;
  const largest = Math.max(...points.map(({ value }) => value));
  const smallest = Math.min(...points.map(({ value }) => (value > 0 ? value : largest)));
  const threshold = floor === undefined ? smallest : Math.max(2 * floor.error, largest * 1e-6);
  // an estimate that never is negative needs no room below 0
  const isPositive = floor !== undefined && floor.value > 2 * floor.error;
  const lowest = isPositive
    ? 0
    : Math.min(-threshold, ...points.map(({ low }) => Math.max(low, -3 * threshold)));
  const calls = [...new Set(points.map(({ evaluations }) => evaluations))];
  const [first, last] = [Math.min(...calls), Math.max(...calls)];
  const y =
    floor === undefined
      ? {
          type: 'log' as const,
          domain: [smallest / 1.3, largest * 1.3],
          ticks: powers(smallest, largest),
        }
      : {
          type: 'symlog' as const,
          constant: threshold,
          domain: [lowest, largest * 1.3],
          ticks: [0, ...powers(threshold, largest).filter((power) => power >= threshold)],
        };
  const isWithin = (value: number): boolean =>
    value >= (y.domain[0] ?? 0) && value <= (y.domain[1] ?? 0);
  const shown = { ...y, ticks: y.ticks.filter(isWithin) };
  const line = (isStochastic: boolean): Plot.Markish =>
    Plot.line(
      points.filter(({ mark }) => mark.isStochastic === isStochastic),
      {
        x: 'evaluations',
        y: 'value',
        z: ({ mark }: Point) => mark.name,
        stroke: ({ mark }: Point) => mark.color,
        strokeWidth: 1.6,
        ...(isStochastic ? { strokeDasharray: '5 3' } : {}),
      },
    );
  return chart(`${label} against network calls, on the ${score} score`, {
    x: {
      type: 'log',
      label: 'network calls per sample →',
      domain: [first / 1.15, last * 1.15],
      ticks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter(
        (n) => n >= first / 1.15 && n <= last * 1.15,
      ),
      tickFormat: (n: number) => String(n),
    },
    y: { ...shown, label: `↑ ${label}`, tickFormat: powerOfTen, grid: true },
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      ...(floor === undefined
        ? []
        : [
            Plot.rect([floor], {
              x1: first / 1.15,
              x2: last * 1.15,
              y1: ({ value, error }: Measured) => Math.max(value - 2 * error, y.domain[0] ?? 0),
              y2: ({ value, error }: Measured) => value + 2 * error,
              fill: 'var(--data)',
              fillOpacity: 0.25,
            }),
          ]),
      Plot.line([...front], {
        x: 'evaluations',
        y: (cell: Cell) => of(cell)?.value ?? null,
        stroke: 'var(--ink)',
        strokeOpacity: 0.18,
        strokeWidth: 9,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
      }),
      line(false),
      line(true),
      Plot.ruleX(points, {
        x: 'evaluations',
        y1: ({ low }: Point) => Math.max(low, y.domain[0] ?? low),
        y2: 'high',
        stroke: ({ mark }: Point) => mark.color,
        strokeOpacity: 0.6,
      }),
      Plot.dot(points, {
        x: 'evaluations',
        y: 'value',
        symbol: ({ mark }: Point) => mark.symbol as Plot.SymbolType,
        fill: ({ mark }: Point) => mark.color,
        r: 4,
        title: ({ mark, cell, value }: Point) =>
          `${mark.name}, ${cell.steps} steps, ${cell.evaluations} calls: ${shortNumber(value)}`,
      }),
    ],
  });
}
