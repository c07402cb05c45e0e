/** A column of a table: its heading, and on which side its cells are aligned. */
export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

/**
 * Lines of text in columns as wide as their widest cell, two blanks apart, headings first.
 *
 * @param rows one cell for each column
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ heading }) => heading), ...rows];
  const widths = columns.map((_, c) => Math.max(...cells.map((row) => row[c]?.length ?? 0)));
  return cells
    .map((row) =>
      columns
        .map(({ align = 'left' }, c) => {
          const [cell, width] = [row[c] ?? '', widths[c] ?? 0];
          return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
