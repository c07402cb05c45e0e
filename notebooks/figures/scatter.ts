import * as Plot from '@observablehq/plot';
import { colours, drawn } from './drawn.ts';

/** Points of a picture that are shown at most. */
const most = 400;

/** Points in the plane, one picture beside the other; `reach` is how far the axes go. */
export function scatter(
  pictures: readonly { readonly title: string; readonly points: ArrayLike<number> }[],
  reach = 3,
): string {
  const rounded = (v = 0): number => Math.round(100 * v) / 100;
  const rows = pictures.flatMap(({ title, points }) =>
    Array.from({ length: Math.min(points.length / 2, most) }, (_, i) => ({
      title,
      x: rounded(points[2 * i]),
      y: rounded(points[2 * i + 1]),
    })),
  );
  const axis = { domain: [-reach, reach], ticks: 5, label: null };
  return drawn({
    width: 60 + 150 * pictures.length,
    height: 200,
    x: axis,
    y: axis,
    fx: { label: null, domain: pictures.map(({ title }) => title) },
    marks: [
      Plot.frame({ stroke: '#ccc' }),
      Plot.dot(rows, { x: 'x', y: 'y', fx: 'title', r: 1, fill: colours[0] ?? 'black' }),
    ],
  });
}
