import * as Plot from '@observablehq/plot';
import type { MarginalDensity, Paths } from '../compare/index.ts';
import { chart } from './chart.ts';
import { type Html, html, made } from './html.ts';
import { moved, picture, place, type Window } from './plane.ts';

/** Paths shown in the plane: more of a stochastic solver would hide each other. */
const tracked = 10;

/** The first paths as lines through the plane, their ends marked. */
function tracks(window: Window, { states }: Paths, color: string): Html {
  const count = Math.min(tracked, (states[0]?.length ?? 0) / 2);
  let lines = '';
  let ends = '';
  for (let k = 0; k < count; k++) {
    const at = states.map((state) =>
      place(window, state[2 * k] as number, state[2 * k + 1] as number),
    );
    lines += `M${at.join('L')}`;
    ends += `M${at.at(-1)}h0`;
  }
  return html`<path d="${made(lines)}" stroke="${color}" stroke-width="6" fill="none" opacity=".6" stroke-linejoin="round"/><path d="${made(ends)}" stroke="${color}" stroke-width="34" stroke-linecap="round" fill="none"/>`;
}

/**
 * Paths through the plane as a picture with its name below.
 *
 * @param of what they are paths of, and the number of its series, where it has one
 * @param dataWindow what the data of the page were drawn for
 */
export function pathsPicture(
  { name, series }: { readonly name: string; readonly series?: number | undefined },
  { window, dataWindow }: { window: Window; dataWindow: Window },
  paths: Paths,
  color: string,
): Html {
  const drawn = tracks(window, paths, color);
  const own = series === undefined ? html`` : html` data-series="${series}"`;
  return html`<figure class="tile"${own}>${picture(`paths of ${name}`, 200, drawn, moved(dataWindow, window))}<figcaption>${name}</figcaption></figure>`;
}

/** Shades of the density: bands above these shares of the highest at each time, one over another. */
const bands = [0.1, 0.3, 0.5, 0.7, 0.9];

function shaded({ times, places, density }: MarginalDensity): Plot.Markish {
  const [left = 0, right = 1] = [times[0], times.at(-1)];
  const [low = 0, high = 1] = [places[0], places.at(-1)];
  // values in rows of one place each, from low to high
  const values = Array.from(
    density,
    (_, i) => density[(i % times.length) * places.length + Math.floor(i / times.length)] as number,
  );
  return Plot.contour(values, {
    ...{ width: times.length, height: places.length, thresholds: bands },
    ...{ x1: left, x2: right, y1: low, y2: high },
    ...{ fill: 'var(--data)', fillOpacity: 0.16, stroke: 'none' },
  });
}

/** The first coordinate of every path over time, in the direction it was followed, over its density among noised data. */
export function pathsOverTime(
  name: string,
  { times, states }: Paths,
  density: MarginalDensity,
  color: string,
): Html {
  const last = times.length - 1;
  const { isLogarithmic } = density;
  const points = states.flatMap((state, i) =>
    Array.from({ length: state.length / 2 }, (_, path) => ({
      path,
      t: Math.max(times[i] as number, isLogarithmic ? 1e-3 : 0),
      x: state[2 * path] as number,
    })),
  );
  return chart(`${name}: first coordinate over time`, {
    height: 220,
    x: {
      label: 'time t →',
      reverse: (times[0] as number) > (times[last] as number),
      type: isLogarithmic ? 'log' : 'linear',
    },
    y: { label: '↑ first coordinate', grid: true },
    color: { type: 'identity' },
    marks: [
      shaded(density),
      Plot.line(points, {
        x: 't',
        y: 'x',
        z: 'path',
        stroke: color,
        strokeOpacity: 0.5,
        strokeWidth: 1,
      }),
    ],
  });
}
