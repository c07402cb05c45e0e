import { type Cell, type Comparison, columnOf, columnsOf } from '../compare/index.ts';
import { cellsByName } from './cellsByName.ts';
import { type Html, html, made } from './html.ts';
import type { Mark } from './marks.ts';
import { dots, picture, type Window } from './plane.ts';

/** Dots of all pictures together: what keeps a page of a large comparison small. */
const most = 50_000;
/** Dots of a picture at least. */
const fewest = 20;

/** Samples of every solver at every number of steps on one score, over the data. */
export function samplesFigure(
  comparison: Comparison,
  marks: readonly Mark[],
  score: Cell['score'],
  samples: readonly Float64Array[],
  window: Window,
): Html {
  const { cells } = comparison;
  const { columns, unit } = columnsOf(comparison);
  const byName = cellsByName(comparison);
  const shown = Math.max(fewest, Math.floor(most / cells.length));
  const pictured = (mark: Mark, n: number): Html => {
    const index = byName.get(mark.name)?.find((i) => {
      const cell = cells[i];
      return cell?.score === score && columnOf(cell) === n;
    });
    const [cell, points] = [cells[index ?? -1], samples[index ?? -1]];
    if (cell === undefined || points === undefined) return html`<td class="soft">–</td>`;
    const path = html`<path d="${made(dots(window, points.subarray(0, 2 * shown)))}" stroke="${mark.color}" stroke-width="16" stroke-linecap="round" fill="none"/>`;
    const name = `samples of ${mark.name} at ${cell.steps} steps, ${cell.evaluations} network calls`;
    return html`<td>${picture(name, 128, path)}</td>`;
  };
  const rows = marks.map(
    (mark) =>
      html`<tr data-series="${mark.series}"><th scope="row">${mark.name}</th>${columns.map((n) => pictured(mark, n))}</tr>`,
  );
  return html`<div class="scroll"><table class="grid"><thead><tr><td></td>${columns.map(
    (n) => html`<th scope="col">${n} ${unit}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
