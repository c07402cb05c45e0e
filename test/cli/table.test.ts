import { expect, test } from 'vitest';
import { table } from '../../src/cli/table.ts';

test('columns are as wide as their widest cell, aligned as told, without blanks at the end', () => {
  const columns = [
    { heading: 'solver' },
    { heading: 'n', align: 'right' as const },
    { heading: '' },
  ];
  const rows = [
    ['ddim', '5', 'x'],
    ['dpmpp-2m', '100', ''],
  ];
  expect(table(columns, rows)).toBe('solver      n\nddim        5  x\ndpmpp-2m  100\n');
});
