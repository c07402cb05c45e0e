import { type Cell, type Comparison, type Failure, nameOf } from '../compare/index.ts';
import { countEntry, measuredEntry, numberEntry, thousandths } from './entries.ts';
import { type Html, html } from './html.ts';
import { withError } from './number.ts';
import { type Entry, sortedTable } from './sortedTable.ts';

/** Every cell with all that was measured of it, those that failed with their reason, and what fresh data score. */
export function cellsTable(comparison: Comparison): Html {
  const { cells, failures, floor, repeats } = comparison;
  const isGuided = [...cells, ...failures].some(({ guidance }) => guidance !== undefined);
  const which = (cell: Cell | Failure): Entry[] => [
    { shown: nameOf(cell, comparison) },
    { shown: cell.score },
    { shown: cell.grid },
    ...(isGuided ? [numberEntry(cell.guidance)] : []),
    countEntry(cell.steps),
  ];
  const ran = cells.map((cell): Entry[] => [
    ...which(cell),
    countEntry(cell.evaluations),
    numberEntry(cell.seconds),
    measuredEntry(cell.energy, thousandths),
    measuredEntry(cell.slicedWasserstein),
    numberEntry(cell.flowDistance),
    measuredEntry(cell.lawDistance),
  ]);
  const failed = failures.map((failure): Entry[] => [
    ...which(failure),
    { shown: `failed: ${failure.reason}`, look: 'left', columns: 6 },
  ]);
  const { energy, slicedWasserstein, law } = floor;
  const foot = html`<tr><th scope="row" colspan="${isGuided ? 7 : 6}">two sets of fresh data</th><td>${thousandths(energy)}</td><td>${withError(slicedWasserstein)}</td><td></td><td>${law === undefined ? '' : withError(law)}</td></tr>`;
  const headings = [
    { title: 'solver', isText: true },
    { title: 'score', isText: true },
    { title: 'grid', isText: true },
    ...(isGuided ? [{ title: 'guidance' }] : []),
    { title: 'steps' },
    { title: 'network calls' },
    { title: 'seconds' },
    { title: 'energy distance × 1000' },
    { title: 'sliced Wasserstein-2' },
    { title: "distance to the flow's end" },
    { title: 'sliced Wasserstein-2 to the law' },
  ];
  const caption = repeats === 1 ? {} : { caption: `Each the mean of ${repeats} draws` };
  return sortedTable(headings, [...ran, ...failed], { ...caption, foot });
}
