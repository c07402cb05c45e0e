import { type Cell, type Comparison, nameOf } from '../compare/index.ts';
import { type Html, html } from './html.ts';
import { shortNumber, withError } from './number.ts';

/** A number in thousandths with its error. */
function thousandths({ value, error }: Cell['energy']): string {
  return withError({ value: 1000 * value, error: 1000 * error });
}

/** What to use at each budget on one score; nothing where there is no pick. */
export function picksTable(comparison: Comparison, score: Cell['score']): Html {
  const rows = comparison.picks
    .filter((pick) => pick.score === score)
    .map(({ budget, best, tied }) => {
      const cell = comparison.cells[best];
      if (cell === undefined) return html``;
      const others = tied
        .flatMap((i) => comparison.cells[i] ?? [])
        .map((other) => nameOf(other, comparison));
      return html`<tr><td>${budget}</td><td class="left"><b>${nameOf(cell, comparison)}</b></td><td>${cell.steps}</td><td>${cell.evaluations}</td><td>${thousandths(cell.energy)}</td><td class="left soft wrap">${others.join(', ')}</td></tr>`;
    });
  if (rows.length === 0) return html``;
  return html`<div class="scroll"><table><caption>On the ${score} score</caption><thead><tr><th scope="col">calls you can afford</th><th scope="col" class="left">use</th><th scope="col">steps</th><th scope="col">calls it needs</th><th scope="col">energy distance × 1000</th><th scope="col" class="left">cannot be told from it</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Every cell with all that was measured of it. */
export function cellsTable(comparison: Comparison): Html {
  const rows = comparison.cells.map(
    (cell) =>
      html`<tr><td>${nameOf(cell, comparison)}</td><td class="left">${cell.score}</td><td class="left">${cell.grid}</td><td>${cell.steps}</td><td>${cell.evaluations}</td><td>${shortNumber(cell.seconds)}</td><td>${thousandths(cell.energy)}</td><td>${withError(cell.slicedWasserstein)}</td><td>${cell.flowDistance === undefined ? '' : shortNumber(cell.flowDistance)}</td><td>${cell.lawDistance === undefined ? '' : withError(cell.lawDistance)}</td></tr>`,
  );
  const failed = comparison.failures.map(
    (failure) =>
      html`<tr><td>${nameOf(failure, comparison)}</td><td class="left">${failure.score}</td><td class="left">${failure.grid}</td><td>${failure.steps}</td><td colspan="6" class="left">failed: ${failure.reason}</td></tr>`,
  );
  const { energy, slicedWasserstein, law } = comparison.floor;
  return html`<div class="scroll"><table><thead><tr><th scope="col">solver</th><th scope="col" class="left">score</th><th scope="col" class="left">grid</th><th scope="col">steps</th><th scope="col">network calls</th><th scope="col">seconds</th><th scope="col">energy distance × 1000</th><th scope="col">sliced Wasserstein-2</th><th scope="col">distance to the flow's end</th><th scope="col">sliced Wasserstein-2 to the law</th></tr></thead><tbody>${rows}${failed}<tr><td class="left" colspan="6">two sets of fresh data</td><td>${thousandths(energy)}</td><td>${withError(slicedWasserstein)}</td><td></td><td>${law === undefined ? '' : withError(law)}</td></tr></tbody></table></div>`;
}
