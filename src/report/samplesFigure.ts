import { type Cell, type Comparison, columnOf, columnsOf, nameOf } from '../compare/index.ts';
import { type Html, html, made } from './html.ts';
import type { Mark } from './marks.ts';
import { dots, picture, type Window } from './plane.ts';

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
  const pictured = (mark: Mark, n: number): Html => {
    const index = cells.findIndex(
      (cell) =>
        cell.score === score && columnOf(cell) === n && nameOf(cell, comparison) === mark.name,
    );
    const [cell, points] = [cells[index], samples[index]];
    if (cell === undefined || points === undefined) return html`<td class="soft">–</td>`;
    const path = html`<path d="${made(dots(window, points))}" stroke="${mark.color}" stroke-width="16" stroke-linecap="round" fill="none"/>`;
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
