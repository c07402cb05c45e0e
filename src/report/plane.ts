import { type Html, html, made } from './html.ts';

/** The square of the plane that pictures show, and how they are scaled to it. */
export interface Window {
  readonly centre: readonly [number, number];
  /** Half of its side. */
  readonly reach: number;
}

/** Side of a picture in its own units; whole numbers keep the page small. */
export const side = 1000;

/** The square around points that leaves a margin of a fifth on each side. */
export function windowOf(points: Float64Array): Window {
  const range = (d: number): readonly [number, number] => {
    const values = points.filter((_, i) => i % 2 === d);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left, right], [bottom, top]] = [range(0), range(1)];
  const reach = 0.6 * Math.max(right - left, top - bottom, 1e-9);
  return { centre: [(left + right) / 2, (bottom + top) / 2], reach };
}

/** A point in picture units, y downwards; clamped to a little outside the picture. */
export function place({ centre, reach }: Window, x: number, y: number): string {
  const at = (value: number): number =>
    Math.round(Math.min(Math.max((value / reach + 1) / 2, -1), 2) * side);
  return `${at(x - centre[0])} ${at(centre[1] - y)}`;
}

/** Points as one path of round dots. */
export function dots(window: Window, points: Float64Array): string {
  let path = '';
  for (let i = 0; i + 1 < points.length; i += 2) {
    path += `M${place(window, points[i] as number, points[i + 1] as number)}h0`;
  }
  return path;
}

/** Takes what was drawn for one window to its place in another, as an SVG transform. */
export function moved(from: Window, to: Window): string {
  const scale = from.reach / to.reach;
  const offset = (along: number): number => (side / 2) * (1 - scale + along / to.reach);
  const [right, up] = [from.centre[0] - to.centre[0], from.centre[1] - to.centre[1]];
  const [x, y, s] = [offset(right), offset(-up), scale].map((n) => Number(n.toFixed(3)));
  return `translate(${x} ${y}) scale(${s})`;
}

/**
 * A picture of the plane; the data are drawn once on the page and referred to from each.
 *
 * @param transform moves the data from the window they were drawn for to that of the picture, where it is another
 */
export function picture(name: string, pixels: number, inside: Html, transform?: string): Html {
  const to = transform === undefined ? html`` : html` transform="${transform}"`;
  return html`<svg role="img" aria-label="${name}" viewBox="0 0 ${side} ${side}" width="${pixels}" height="${pixels}"><use href="#data"${to}/>${inside}</svg>`;
}

/** The data, to be referred to from every picture. */
export function dataDefinition(window: Window, data: Float64Array): Html {
  return html`<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><path id="data" d="${made(dots(window, data))}" stroke="var(--data)" stroke-width="14" stroke-linecap="round" fill="none" opacity=".45"/></defs></svg>`;
}
