import * as Plot from '@observablehq/plot';
import type { Cell, Comparison, Measured } from '../compare/index.ts';
import { cellsByName } from './cellsByName.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import { inSeries } from './inSeries.ts';
import type { Mark } from './marks.ts';
import { withError } from './number.ts';
import { qualityAxis, type Scale, type Spread } from './qualityAxis.ts';

/** One measure of quality, the lower the better. */
export interface Quality {
  readonly label: string;
  readonly of: (cell: Cell) => Measured | undefined;
  /** What two sets of fresh data score. */
  readonly floor?: Measured;
  /** Cells of the Pareto front, joined by a line. */
  readonly front?: readonly Cell[];
}

interface Point extends Spread {
  readonly evaluations: number;
  readonly title: string;
}

/** What of a solver there is to draw. */
function pointsOf(cells: readonly Cell[], name: string, of: Quality['of']): Point[] {
  return cells.flatMap((cell): Point[] => {
    const measured = of(cell);
    if (measured === undefined) return [];
    const { value, error } = measured;
    const { steps, evaluations } = cell;
    const title = `${name}\n${steps} steps, ${evaluations} network calls\n${withError(measured)}`;
    return [{ evaluations, title, value, low: value - error, high: value + error }];
  });
}

/** Line, standard errors and dots of one solver. */
function drawn(mark: Mark, points: readonly Point[], least: number): readonly Plot.Markish[] {
  const stroke = mark.color;
  const dashes = mark.isStochastic ? { strokeDasharray: '5 3' } : {};
  const at = { x: 'evaluations', y: 'value', ...inSeries(mark.series) };
  return [
    Plot.line(points, { ...at, stroke, strokeWidth: 1.6, ...dashes }),
    // all bars as one path: a page of a thousand runs is short then
    Plot.line(
      points.flatMap(({ evaluations, low, high }) =>
        [Math.max(low, least), high, Number.NaN].map((value) => ({ evaluations, value })),
      ),
      { ...at, stroke, strokeOpacity: 0.6, strokeWidth: 1 },
    ),
    Plot.dot(points, {
      ...at,
      ...{ symbol: mark.symbol as Plot.SymbolType, fill: stroke, r: 4, title: 'title' },
    }),
  ];
}

/** A measure against network calls, one line a solver, with standard errors, floor and front. */
export function qualityFigure(
  comparison: Comparison,
  marks: readonly Mark[],
  score: Cell['score'],
  { label, of, floor, front = [] }: Quality,
  scale: Scale = 'logarithmic',
): Html | undefined {
  const byName = cellsByName(comparison);
  const series = marks.map((mark) => {
    const own = byName.get(mark.name)?.flatMap((i) => comparison.cells[i] ?? []) ?? [];
    const cells = own.filter((cell) => cell.score === score);
    return { mark, points: pointsOf(cells, mark.name, of) };
  });
  const points = series.flatMap((each) => each.points);
  if (points.length === 0) return undefined;
  const calls = points.map(({ evaluations }) => evaluations);
  const [first, last] = [Math.min(...calls) / 1.15, Math.max(...calls) * 1.15];
  const { least, options } = qualityAxis(points, floor, scale);
  const name = scale === 'linear' ? ', linear' : '';
  return chart(`${label} against network calls, on the ${score} score${name}`, {
    x: {
      type: 'log',
      label: 'network calls per sample →',
      domain: [first, last],
      ticks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter(
        (n) => n >= first && n <= last,
      ),
      tickFormat: (n: number) => String(n),
    },
    y: { ...options, label: `↑ ${label}`, grid: true },
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    marks: [
      Plot.rect(floor === undefined ? [] : [floor], {
        ...{ x1: first, x2: last, fill: 'var(--data)', fillOpacity: 0.25 },
        y1: ({ value, error }: Measured) => Math.max(value - 2 * error, least),
        y2: ({ value, error }: Measured) => value + 2 * error,
      }),
      Plot.line([...front], {
        x: 'evaluations',
        y: (cell: Cell) => of(cell)?.value ?? null,
        stroke: 'var(--ink)',
        strokeOpacity: 0.18,
        strokeWidth: 9,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
      }),
      // lines beneath the dots of all
      ...[0, 1, 2].map((layer) =>
        series.map((each) => drawn(each.mark, each.points, least)[layer]),
      ),
    ],
  });
}
