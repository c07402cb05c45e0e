import * as Plot from '@observablehq/plot';
import { standalone } from './standalone.ts';

/** Paths drawn one by one. */
const most = 40;

/** Mean and standard deviation of a variable at one time; what is known exactly, where it is. */
export interface MomentsAt {
  readonly t: number;
  readonly mean: number;
  readonly sd: number;
  readonly exactMean?: number;
  readonly exactSd?: number;
}

/** One variable of the paths of an SDE. */
export interface PictureOfPaths {
  readonly title: string;
  readonly variable: string;
  readonly times: Float64Array;
  /** [paths, times] */
  readonly values: readonly Float64Array[];
  readonly moments: readonly MomentsAt[];
}

/** Some paths, the mean of all and two standard deviations about it, and, dashed, what is known of both; SVG that stands alone. */
export function pathsPicture({ title, variable, times, values, moments }: PictureOfPaths): string {
  const lines = values
    .slice(0, most)
    .flatMap((path, z) => Array.from(path, (x, i) => ({ t: times[i] as number, x, z })));
  const known = moments.flatMap(({ t, exactMean, exactSd }) =>
    exactMean === undefined || exactSd === undefined ? [] : [{ t, mean: exactMean, sd: exactSd }],
  );
  const edge = (sign: number) => ({
    x: 't',
    y: ({ mean, sd }: { mean: number; sd: number }) => mean + sign * 2 * sd,
    stroke: '#b3261e',
    strokeDasharray: '5 4',
  });
  return standalone({
    width: 760,
    height: 420,
    marginTop: 48,
    marginLeft: 56,
    x: { label: 't →' },
    y: { label: `↑ ${variable}`, grid: true, nice: true },
    marks: [
      Plot.areaY(moments, {
        x: 't',
        y1: ({ mean, sd }) => mean - 2 * sd,
        y2: ({ mean, sd }) => mean + 2 * sd,
        fill: '#0067a5',
        fillOpacity: 0.12,
      }),
      Plot.line(lines, {
        x: 't',
        y: 'x',
        z: 'z',
        stroke: '#6b7785',
        strokeWidth: 0.7,
        strokeOpacity: 0.55,
      }),
      Plot.line(moments, { x: 't', y: 'mean', stroke: '#0067a5', strokeWidth: 2.2 }),
      ...(known.length === 0
        ? []
        : [
            Plot.line(known, { x: 't', y: 'mean', stroke: '#b3261e', strokeDasharray: '5 4' }),
            Plot.line(known, edge(1)),
            Plot.line(known, edge(-1)),
          ]),
      Plot.text([title], { frameAnchor: 'top-left', dy: -40, fontSize: 13, fontWeight: 'bold' }),
      Plot.text(
        [
          `blue: mean of ${values.length} paths, and 2 standard deviations about it${known.length > 0 ? '; red, dashed: exact' : ''}`,
        ],
        { frameAnchor: 'top-left', dy: -22, fontSize: 11, fill: '#56606b' },
      ),
    ],
  });
}
