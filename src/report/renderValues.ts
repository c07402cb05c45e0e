import { measuredEntry } from './entries.ts';
import { histogramFigure } from './histogramFigure.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { sortedTable } from './sortedTable.ts';
import { type NamedValue, valuesFigure } from './valuesFigure.ts';

/** Some values with their errors, of what they are, and how to have them again. */
export interface Values {
  readonly title: string;
  /** What was done, a paragraph each. */
  readonly opening: readonly string[];
  readonly values: readonly NamedValue[];
  /** What could not be measured, and why. */
  readonly refused: Readonly<Record<string, string>>;
  /** A value of each sample, and what it is. */
  readonly each?: { readonly label: string; readonly values: readonly number[] };
  readonly settings: Readonly<Record<string, string | number>>;
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats it. */
  readonly command: string;
}

function table(values: readonly NamedValue[]): Html {
  const headings = [
    { title: 'name', isText: true },
    { title: 'value ± standard error' },
    { title: 'what it is', isText: true },
  ];
  return sortedTable(
    headings,
    values.map((own) => [
      { shown: own.name },
      measuredEntry(own),
      { shown: own.about ?? '', look: 'soft wrap' },
    ]),
  );
}

/**
 * Values with their errors as one HTML file that stands alone: a table, charts, what was refused, and how to repeat it.
 *
 * @param file beside the page, that holds its numbers
 */
export function renderValues(given: Values, file: string): string {
  const { title, opening, values, refused, each, settings, versions, command } = given;
  const why = Object.entries(refused).map(
    ([name, reason]) => html`<li><b>${name}</b>: ${reason}</li>`,
  );
  const histogram =
    each === undefined || !each.values.some(Number.isFinite)
      ? html``
      : html`<figure>${histogramFigure(each.label, each.values)}<figcaption>Dashed: the mean.</figcaption></figure>`;
  return page({
    ...{ title, heading: title },
    opening: html`${opening.map((text) => html`<p>${text}</p>`)}`,
    sections: [
      { title: 'Values', body: html`${table(values)}${valuesFigure(values)}` },
      { title: 'Each sample', body: histogram },
      { title: 'Not measured', body: why.length === 0 ? html`` : html`<ul>${why}</ul>` },
    ],
    again: {
      ...{ command, settings, versions, files: [file] },
      note: `Bars are standard errors. ${settings.seconds === undefined ? 'Everything' : 'Everything but seconds'} repeats.`,
    },
  });
}
