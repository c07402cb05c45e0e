import * as Plot from '@observablehq/plot';
import { colours, drawn } from './drawn.ts';

/** A value of a series, with its standard error where it has one. */
export interface Point {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  readonly error?: number;
  /** The chart of several, side by side, that it stands in. */
  readonly panel?: string;
}

/** What an axis tells. */
export interface Axis {
  readonly label: string;
  readonly isLog?: boolean;
  readonly ticks: readonly number[];
  readonly domain?: readonly [number, number];
}

const scale = ({ label, isLog = false, domain }: Axis): Plot.ScaleOptions => ({
  label,
  type: isLog ? 'log' : 'linear',
  ...(domain === undefined ? {} : { domain: [...domain], clamp: true }),
});

/** Numbers as short as they are clear. */
const written = (v: number): string =>
  v === 0 || (Math.abs(v) >= 1e-3 && Math.abs(v) < 1e4) ? String(v) : v.toExponential(0);

/** Lines, with `dots` where they are measured, and with bars of two standard errors, named in the margin in their colours. */
export function curves(
  points: readonly Point[],
  { x, y, dots = true }: { readonly x: Axis; readonly y: Axis; readonly dots?: boolean },
): string {
  const series = [...new Set(points.map((point) => point.series))];
  const panels = [...new Set(points.map(({ panel }) => panel ?? ''))];
  const colour = (name: string): string => colours[series.indexOf(name) % colours.length] ?? '';
  const lowest = y.domain?.[0] ?? (y.isLog ? 1e-300 : -Infinity);
  const common = { x: 'x', y: 'y', fx: ({ panel = '' }: Point) => panel };
  const barred = points.filter(({ error }) => error !== undefined);
  return drawn({
    width: 190 + (panels.length === 1 ? 390 : 200 * panels.length),
    height: 280,
    marginLeft: 60,
    marginRight: 130,
    x: scale(x),
    y: scale(y),
    fx: { label: null, domain: panels, axis: panels.length === 1 ? null : 'top' },
    marks: [
      Plot.frame({ stroke: '#ccc' }),
      Plot.axisX(x.ticks, { text: x.ticks.map(written), labelAnchor: 'center' }),
      Plot.axisY(y.ticks, { text: y.ticks.map(written) }),
      Plot.gridY(y.ticks),
      Plot.line(points, {
        ...common,
        z: 'series',
        stroke: ({ series: name }: Point) => colour(name),
      }),
      Plot.ruleX(barred, {
        x: 'x',
        fx: common.fx,
        y1: ({ y: value, error = 0 }: Point) => Math.max(value - 2 * error, lowest),
        y2: ({ y: value, error = 0 }: Point) => value + 2 * error,
        stroke: ({ series: name }: Point) => colour(name),
      }),
      Plot.dot(dots ? points : [], {
        ...common,
        r: 2.5,
        fill: ({ series: name }: Point) => colour(name),
      }),
      ...series.map((name, i) =>
        Plot.text([name], {
          fx: () => panels.at(-1) ?? '',
          frameAnchor: 'top-right',
          textAnchor: 'start',
          dx: 10,
          dy: 4 + 15 * i,
          text: (shown: string) => shown,
          fill: colour(name),
          fontWeight: 'bold',
        }),
      ),
    ],
  });
}
