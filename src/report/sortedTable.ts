import { type Html, html } from './html.ts';

/** A column: its heading, and whether it is text, which stands on the left. */
export interface Heading {
  readonly title: string;
  readonly isText?: boolean;
}

/** What stands in a cell, and the number that it is sorted by, where it is one. */
export interface Entry {
  readonly shown: Html | string;
  readonly value?: number | undefined;
  /** Classes of its look. */
  readonly look?: string;
  /** Columns that it takes; 1 by default. */
  readonly columns?: number;
}

const classOf = (...looks: readonly (string | undefined | false)[]): Html => {
  const found = looks.filter((look) => look).join(' ');
  return found === '' ? html`` : html` class="${found}"`;
};

/**
 * A table that the page's script sorts by any column.
 *
 * @param rows entries of each; the first is the heading of its row
 * @param parts a caption above, and a row below that stays there
 */
export function sortedTable(
  headings: readonly Heading[],
  rows: readonly (readonly Entry[])[],
  parts: { readonly caption?: string; readonly foot?: Html } = {},
): Html {
  const head = headings.map(
    ({ title, isText }) => html`<th scope="col"${classOf(isText && 'left')}>${title}</th>`,
  );
  const body = rows.map((row) => {
    let at = 0;
    const cells = row.map(({ shown, value, look, columns = 1 }, i) => {
      const kind = classOf(headings[at]?.isText && i > 0 && 'left', look);
      at += columns;
      const sort =
        value === undefined || Number.isNaN(value)
          ? html``
          : html` data-value="${Number(value.toPrecision(6))}"`;
      const over = columns === 1 ? html`` : html` colspan="${columns}"`;
      return i === 0
        ? html`<th scope="row"${kind}${sort}>${shown}</th>`
        : html`<td${kind}${sort}${over}>${shown}</td>`;
    });
    return html`<tr>${cells}</tr>`;
  });
  const { caption, foot } = parts;
  return html`<div class="scroll"><table data-sorted>${caption === undefined ? html`` : html`<caption>${caption}</caption>`}<thead><tr>${head}</tr></thead><tbody>${body}</tbody>${foot === undefined ? html`` : html`<tfoot>${foot}</tfoot>`}</table></div>`;
}
