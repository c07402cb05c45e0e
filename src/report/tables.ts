import { type Cell, type Comparison, type Measured, nameOf } from '../compare/index.ts';
import { type Html, html } from './html.ts';
import { shortNumber, withError } from './number.ts';
import { type Entry, sortedTable } from './sortedTable.ts';

/** A number in thousandths with its error. */
function thousandths({ value, error }: Measured): string {
  return withError({ value: 1000 * value, error: 1000 * error });
}

const number = (value: number | undefined): Entry =>
  value === undefined ? { shown: '' } : { shown: shortNumber(value), value };

const count = (value: number): Entry => ({ shown: String(value), value });

const measured = (given: Measured | undefined, write: (of: Measured) => string): Entry =>
  given === undefined ? { shown: '' } : { shown: write(given), value: given.value };

/** What to use at each budget on one score; nothing where there is no pick. */
export function picksTable(comparison: Comparison, score: Cell['score']): Html {
  const rows = comparison.picks
    .filter((pick) => pick.score === score)
    .flatMap(({ budget, best, tied }): Entry[][] => {
      const cell = comparison.cells[best];
      if (cell === undefined) return [];
      const others = tied
        .flatMap((i) => comparison.cells[i] ?? [])
        .map((other) => nameOf(other, comparison));
      return [
        [
          count(budget),
          { shown: html`<b>${nameOf(cell, comparison)}</b>` },
          count(cell.steps),
          count(cell.evaluations),
          measured(cell.energy, thousandths),
          { shown: others.join(', '), look: 'soft wrap' },
        ],
      ];
    });
  if (rows.length === 0) return html``;
  const headings = [
    { title: 'calls you can afford' },
    { title: 'use', isText: true },
    { title: 'steps' },
    { title: 'calls it needs' },
    { title: 'energy distance × 1000' },
    { title: 'cannot be told from it', isText: true },
  ];
  return sortedTable(headings, rows, { caption: `On the ${score} score` });
}

/** Every cell with all that was measured of it. */
export function cellsTable(comparison: Comparison): Html {
  const rows = comparison.cells.map((cell): Entry[] => [
    { shown: nameOf(cell, comparison) },
    { shown: cell.score },
    { shown: cell.grid },
    count(cell.steps),
    count(cell.evaluations),
    number(cell.seconds),
    measured(cell.energy, thousandths),
    measured(cell.slicedWasserstein, withError),
    number(cell.flowDistance),
    measured(cell.lawDistance, withError),
  ]);
  const failed = comparison.failures.map((failure): Entry[] => [
    { shown: nameOf(failure, comparison) },
    { shown: failure.score },
    { shown: failure.grid },
    count(failure.steps),
    { shown: `failed: ${failure.reason}`, look: 'left', columns: 6 },
  ]);
  const { energy, slicedWasserstein, law } = comparison.floor;
  const foot = html`<tr><th scope="row" colspan="6">two sets of fresh data</th><td>${thousandths(energy)}</td><td>${withError(slicedWasserstein)}</td><td></td><td>${law === undefined ? '' : withError(law)}</td></tr>`;
  const headings = [
    { title: 'solver', isText: true },
    { title: 'score', isText: true },
    { title: 'grid', isText: true },
    { title: 'steps' },
    { title: 'network calls' },
    { title: 'seconds' },
    { title: 'energy distance × 1000' },
    { title: 'sliced Wasserstein-2' },
    { title: "distance to the flow's end" },
    { title: 'sliced Wasserstein-2 to the law' },
  ];
  return sortedTable(headings, [...rows, ...failed], { foot });
}
