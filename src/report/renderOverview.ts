import type { Overview } from '../compare/index.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import { type Entry, sortedTable } from './sortedTable.ts';

/** What several comparisons say together, where the report of each is, and how it was made. */
export interface OverviewPage {
  readonly overview: Overview;
  /** Folders of the comparisons, beside the page. */
  readonly folders: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats it. */
  readonly command: string;
}

/** What several comparisons say together as one HTML file, with links to the report of each. */
export function renderOverview({ overview, folders, versions, command }: OverviewPage): string {
  const { cases, budgets, standings } = overview;
  const headings = [
    { title: 'solver', isText: true },
    ...budgets.map((budget) => ({ title: `${budget} calls` })),
  ];
  const rows = standings.map(({ solver, at }): Entry[] => [
    { shown: solver },
    ...at.map(({ best, of }): Entry => {
      if (of === 0) return { shown: '' };
      return {
        shown: `${best} of ${of}`,
        value: best / of,
        ...(best === of ? { look: 'best' } : {}),
      };
    }),
  ]);
  const links = folders.map(
    (folder) => html`<li><a href="${encodeURIComponent(folder)}/report.html">${folder}</a></li>`,
  );
  const names = cases.map(({ name, score }) => `${name} on the ${score} score`).join(', ');
  const title = `Solvers over ${cases.length} cases`;
  return page({
    ...{ title, heading: title },
    opening: html`<p>${names}.</p>`,
    sections: [
      {
        title: 'How often each is among the best',
        body: html`<p class="soft">Cases in which a solver has the lowest energy distance within the budget or cannot be told from it, of those in which it ran.</p>${sortedTable(headings, rows)}`,
      },
      { title: 'Each case', body: html`<ul>${links}</ul>` },
    ],
    again: {
      ...{ command, versions, settings: { budgets: budgets.join(', ') } },
      files: ['overview.json'],
      note: 'Everything but seconds repeats.',
    },
  });
}
