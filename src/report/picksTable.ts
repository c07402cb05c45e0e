import { type Cell, type Comparison, nameOf, type Pick, scoreName } from '../compare/index.ts';
import { countEntry, measuredEntry, thousandths } from './entries.ts';
import { type Html, html } from './html.ts';
import { type Entry, sortedTable } from './sortedTable.ts';

/** A cell in a few words. */
function named(comparison: Comparison, index: number): string {
  const cell = comparison.cells[index];
  return cell === undefined ? '' : `${nameOf(cell, comparison)} (${cell.evaluations})`;
}

/** How far the lowest is ahead of the next solver, and how likely that is where there is no difference. */
function leadEntries(comparison: Comparison, lead: Pick['lead']): readonly Entry[] {
  if (lead === undefined) return [{ shown: '' }, { shown: '' }];
  const { first, next, difference, chance } = lead;
  const words = html`<b>${thousandths(difference)}</b><br><span class="soft">${named(comparison, first)} before ${named(comparison, next)}</span>`;
  const rounded = chance < 0.001 ? '< 0.001' : String(Number(chance.toPrecision(2)));
  return [
    { shown: words, value: difference.value, look: 'wrap' },
    { shown: rounded, value: chance, ...(chance < 0.05 ? { look: 'best' } : {}) },
  ];
}

/** What to use at each budget on one score, and how sure that is; nothing where there is no pick. */
export function picksTable(comparison: Comparison, score: Cell['score']): Html {
  const picks = comparison.picks.flatMap((pick) => {
    const cell = comparison.cells[pick.best];
    return pick.score === score && cell !== undefined ? [{ ...pick, cell }] : [];
  });
  if (picks.length === 0) return html``;
  const { repeats } = comparison;
  const hasGrids = new Set(comparison.cells.map(({ grid }) => grid)).size > 1;
  const isGuided = picks.some(({ cell }) => cell.guidance !== undefined);
  const rows = picks.map(({ budget, tied, lead, cell }): Entry[] => [
    countEntry(budget),
    { shown: html`<b>${nameOf(cell, comparison)}</b>` },
    ...(hasGrids ? [{ shown: cell.grid }] : []),
    ...(isGuided ? [countEntry(cell.guidance ?? 0)] : []),
    countEntry(cell.steps),
    countEntry(cell.evaluations),
    measuredEntry(cell.energy, thousandths),
    ...leadEntries(comparison, lead),
    { shown: tied.map((i) => named(comparison, i)).join(', '), look: 'soft wrap' },
  ]);
  const headings = [
    { title: 'calls you can afford' },
    { title: 'use', isText: true },
    ...(hasGrids ? [{ title: 'grid', isText: true }] : []),
    ...(isGuided ? [{ title: 'guidance' }] : []),
    { title: 'steps' },
    { title: 'calls it needs' },
    { title: 'energy distance × 1000' },
    { title: 'lead of the lowest × 1000', isText: true },
    { title: 'chance' },
    { title: 'cannot be told from the lowest either', isText: true },
  ];
  const draws = repeats === 1 ? '' : `, mean of ${repeats} draws`;
  return sortedTable(headings, rows, {
    caption: `On ${scoreName(comparison, score)}${draws}; calls in brackets. To use: the cheapest that cannot be told from the lowest. The chance is that of such a lead between equals`,
  });
}
