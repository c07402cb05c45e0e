import type { ScoreField } from '../compare/index.ts';
import { type Html, html, made } from './html.ts';
import { oneDecimal, shortNumber } from './number.ts';
import { moved, picture, place, type Window } from './plane.ts';

/** Points on a side of a field's square. */
const sideOf = ({ points }: ScoreField): number => Math.round(Math.sqrt(points.length / 2));

/** The square of a field: its points are the middles of the cells of a grid. */
function windowOf(field: ScoreField): Window {
  const { points } = field;
  const [x = 0, y = 0] = points;
  const [far = 0, high = 0] = points.slice(-2);
  const side = sideOf(field);
  return {
    centre: [(x + far) / 2, (y + high) / 2],
    reach: (far - x) / 2 / (1 - 1 / side),
  };
}

/**
 * An arrow at each point: its direction is that of the vector, its length rises with it up to a cell of the grid.
 *
 * @param vectors flat, one for each point of the field
 */
function arrows(field: ScoreField, vectors: Float64Array, color: string, width: number): Html {
  const window = windowOf(field);
  const cell = (2 * window.reach) / sideOf(field);
  let path = '';
  for (let i = 0; i + 1 < vectors.length; i += 2) {
    const [u, v] = [vectors[i] as number, vectors[i + 1] as number];
    const size = Math.hypot(u, v);
    if (!(size > 0)) continue;
    const length = (0.95 * cell * size) / (1 + size);
    const [right, up] = [(length * u) / size, (length * v) / size];
    const [x, y] = [field.points[i] as number, field.points[i + 1] as number];
    const [tipX, tipY] = [x + right / 2, y + up / 2];
    const barb = (turn: number): string =>
      place(window, tipX - 0.35 * (right - turn * up), tipY - 0.35 * (up + turn * right));
    const tip = place(window, tipX, tipY);
    path += `M${place(window, x - right / 2, y - up / 2)}L${tip}M${barb(0.6)}L${tip}L${barb(-0.6)}`;
  }
  return html`<path d="${made(path)}" stroke="${color}" stroke-width="${width}" fill="none" stroke-linejoin="round"/>`;
}

/** The scores in the plane as arrows over the data, at each time the exact one and the network's over it. */
export function fieldsFigure(fields: readonly ScoreField[], dataWindow: Window): Html {
  const [x, y] = dataWindow.centre;
  const tile = (field: ScoreField, name: string, drawn: Html): Html => {
    const { alpha } = field;
    const shrunk = { centre: [alpha * x, alpha * y], reach: alpha * dataWindow.reach } as const;
    const when = `t = ${shortNumber(field.t)}, log-SNR ${oneDecimal(field.logSnr)}`;
    return html`<figure class="tile">${picture(`${name} at ${when}`, 240, drawn, moved(shrunk, windowOf(field)))}<figcaption>${name}, ${when}</figcaption></figure>`;
  };
  const rows = [
    fields.flatMap((field) =>
      field.exact === undefined
        ? []
        : [tile(field, 'exact score', arrows(field, field.exact, 'var(--ink)', 5))],
    ),
    fields.flatMap((field) => {
      const { exact, network } = field;
      if (network === undefined) return [];
      const beneath = exact === undefined ? html`` : arrows(field, exact, 'var(--data)', 9);
      const own = arrows(field, network, 'var(--series-1)', 5);
      return [tile(field, "network's score", html`${beneath}${own}`)];
    }),
  ].filter((row) => row.length > 0);
  if (rows.length === 0) return html``;
  const isBoth = rows.length === 2;
  return html`<p class="soft">Arrows point where the density of noised data rises fastest; their length grows with the score times sigma, up to a cell. The data in grey, shrunk as they are then${isBoth ? ", and beneath the network's arrows the exact ones: where these show, the network errs" : ''}.</p>${rows.map((row) => html`<div class="tiles wide">${row}</div>`)}`;
}
