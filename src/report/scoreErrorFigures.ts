import * as Plot from '@observablehq/plot';
import type { ScoreErrorAt } from '../compare/index.ts';
import { chart } from './chart.ts';
import type { Html } from './html.ts';
import { powerOfTen, powers, shortNumber } from './number.ts';

/** A value of a curve, and between what it lies. */
interface Point {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A curve with dots and standard errors, on a logarithmic scale from `least` up to `most`. */
function curve(points: readonly Point[], least: number): Plot.Markish[] {
  const stroke = 'var(--series-0)';
  return [
    Plot.line(points, { x: 'x', y: 'value', stroke, strokeWidth: 1.6 }),
    Plot.ruleX(points, { x: 'x', y1: (p: Point) => Math.max(p.low, least), y2: 'high', stroke }),
    Plot.dot(points, {
      x: 'x',
      y: 'value',
      fill: stroke,
      r: 3,
      title: ({ value }: Point) => shortNumber(value),
    }),
  ];
}

function logarithmic(label: string, values: readonly number[]) {
  const positive = values.filter((value) => value > 0);
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  const domain = [low / 1.5, high * 1.5] as const;
  const ticks = powers(low, high).filter((p) => p >= domain[0] && p <= domain[1]);
  return {
    least: domain[0],
    y: {
      type: 'log',
      label: `↑ ${label}`,
      domain: [...domain],
      ticks,
      tickFormat: powerOfTen,
      grid: true,
    } as const,
  };
}

const pointsOf = (
  errors: readonly ScoreErrorAt[],
  x: 't' | 'logSnr',
  of: 'relative' | 'eps',
): Point[] =>
  errors
    .filter((at) => at[of].value > 0)
    .map((at) => {
      const { value, error } = at[of];
      return { x: at[x], value, low: value - error, high: value + error };
    });

/** Mean square error of a score, relative to the exact one, over t; with that of the best linear score, and of none. */
export function relativeErrorFigure(errors: readonly ScoreErrorAt[]): Html {
  const points = pointsOf(errors, 't', 'relative');
  const values = points.map(({ value }) => value);
  // a Gaussian score is right at high noise to many digits more than any network: that far its curve is not followed
  const floor = Math.min(...values) / 10;
  const linear = errors.flatMap(({ t, linear: value }) =>
    value !== undefined && value > floor ? [{ x: t, value }] : [],
  );
  const all = [...values, ...linear.map(({ value }) => value), 1];
  const { y, least } = logarithmic('E|s′ − s|² / E|s|²', all);
  const named = linear[Math.floor(linear.length / 3)];
  return chart('relative mean square error of the score over t', {
    x: { label: 't →', nice: true },
    y,
    marks: [
      Plot.ruleY([1], { stroke: 'var(--soft)', strokeDasharray: '1 3' }),
      Plot.text(['a score of 0'], {
        y: 1,
        frameAnchor: 'right',
        dy: 9,
        fill: 'var(--soft)',
      } as Plot.TextOptions),
      Plot.line(linear, { x: 'x', y: 'value', stroke: 'var(--soft)', strokeDasharray: '5 3' }),
      Plot.text(named === undefined ? [] : [named], {
        x: 'x',
        y: 'value',
        text: () => 'the best linear score',
        textAnchor: 'start',
        dx: 8,
        dy: -4,
        fill: 'var(--soft)',
      }),
      ...curve(points, least),
    ],
  });
}

/** Root mean square error of predicted noise over log-SNR, from noise to data. */
export function epsErrorFigure(errors: readonly ScoreErrorAt[]): Html {
  const points = pointsOf(errors, 'logSnr', 'eps');
  const { y, least } = logarithmic(
    'root mean square error of eps',
    points.map(({ value }) => value),
  );
  return chart('root mean square error of eps over log-SNR', {
    x: { label: 'ln(alpha / sigma), from noise to data →' },
    y,
    marks: curve(points, least),
  });
}
