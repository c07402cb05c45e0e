import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** A chart as SVG text that stands alone. */
function svg(options: Plot.PlotOptions): string {
  const drawn = Plot.plot({ document, ...options });
  drawn.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return drawn.outerHTML;
}

/** Points in the plane, one picture beside the other. */
export function scatter(
  pictures: readonly { readonly title: string; readonly points: Float64Array }[],
): string {
  const rows = pictures.flatMap(({ title, points }) =>
    Array.from({ length: Math.min(points.length / 2, 400) }, (_, i) => ({
      title,
      x: Math.round(100 * (points[2 * i] ?? 0)) / 100,
      y: Math.round(100 * (points[2 * i + 1] ?? 0)) / 100,
    })),
  );
  return svg({
    width: 60 + 190 * pictures.length,
    height: 230,
    x: { domain: [-3, 3], ticks: 5 },
    y: { domain: [-3, 3], ticks: 5 },
    fx: { label: null, domain: pictures.map(({ title }) => title) },
    marks: [Plot.frame(), Plot.dot(rows, { x: 'x', y: 'y', fx: 'title', r: 1, fill: '#0067a5' })],
  });
}

/** A number against network calls, one line a solver; below 0.0001 everything is shown as that. */
export function series(
  rows: readonly {
    readonly solver: string;
    readonly evaluations: number;
    readonly value: number;
  }[],
): string {
  const shown = rows.map((row) => ({ ...row, value: Math.max(row.value, 1e-4) }));
  return svg({
    width: 640,
    height: 320,
    marginLeft: 60,
    marginRight: 110,
    x: { type: 'log', label: 'network calls →', ticks: [5, 10, 20, 50, 100], tickFormat: String },
    y: {
      type: 'log',
      label: '↑ energy distance to fresh data',
      ticks: [1e-4, 1e-3, 1e-2, 1e-1],
      tickFormat: String,
      grid: true,
    },
    color: { scheme: 'Dark2' },
    marks: [
      Plot.line(shown, { x: 'evaluations', y: 'value', z: 'solver', stroke: 'solver' }),
      Plot.dot(shown, { x: 'evaluations', y: 'value', fill: 'solver' }),
      ...[...new Set(rows.map(({ solver }) => solver))].map((solver, i) =>
        Plot.text([solver], {
          frameAnchor: 'top-right',
          textAnchor: 'start',
          dx: 12,
          dy: 16 * i,
          text: (name: string) => name,
          fill: (name: string) => name,
          fontWeight: 'bold',
        }),
      ),
    ],
  });
}
