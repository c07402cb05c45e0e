/**
 * Tables marked `data-sorted` are sorted by a column when the button in its heading is pressed, the other way round when pressed
 * again: by `data-value` where cells have one, else by their text. Rows without a value stay last.
 */
export function sortedTables(): void {
  const words = new Intl.Collator('en', { numeric: true });
  const sortValue = (cell: HTMLTableCellElement | undefined): number => {
    const value = cell?.dataset.value;
    return value === undefined || value === '' ? Number.NaN : Number(value);
  };
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sorted]')) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    const body = table.tBodies[0];
    if (body === undefined) continue;
    const sort = (column: number, sign: 1 | -1): void => {
      const rows = [...body.rows].map((row) => {
        const cell = row.cells[column];
        return { row, value: sortValue(cell), text: cell?.textContent ?? '' };
      });
      const isNumeric = rows.some(({ value }) => !Number.isNaN(value));
      rows.sort((a, b) => {
        if (!isNumeric) return sign * words.compare(a.text, b.text);
        const [aMissing, bMissing] = [Number.isNaN(a.value), Number.isNaN(b.value)];
        if (aMissing || bMissing) return Number(aMissing) - Number(bMissing);
        return a.value === b.value ? 0 : sign * (a.value < b.value ? -1 : 1);
      });
      body.append(...rows.map(({ row }) => row));
    };
    for (const [column, head] of heads.entries()) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const isRising = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isRising ? 'ascending' : 'descending');
        sort(column, isRising ? 1 : -1);
      });
    }
  }
}
