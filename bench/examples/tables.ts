import { duration } from '../../src/cli/progress.ts';
import { table } from '../../src/cli/table.ts';
import { type Finding, measuredText, passes, targetText } from './finding.ts';
import { missed, type Result } from './results.ts';

const verdict = (one: Finding): string =>
  ({ true: 'PASS', false: 'FAIL', undefined: '' })[`${passes(one)}`];

/** What was measured of one case, for a terminal. */
export function findingsTable({ findings }: Result): string {
  return table(
    [
      { heading: 'measured' },
      { heading: 'value', align: 'right' },
      { heading: 'expected' },
      { heading: '' },
    ],
    findings.map((one) => [one.what, measuredText(one), targetText(one), verdict(one)]),
  );
}

/** All cases in a line each. */
export function summaryTable(all: readonly Result[]): string {
  return table(
    [
      { heading: 'case' },
      { heading: 'targets', align: 'right' },
      { heading: 'time', align: 'right' },
      { heading: '' },
    ],
    all.map((one) => {
      const targets = one.findings.filter((found) => passes(found) !== undefined).length;
      const failed = missed(one);
      return [
        ...[one.name, `${targets - failed.length} of ${targets}`, duration(one.seconds)],
        failed.length === 0 ? 'PASS' : `FAIL: ${failed.map(({ what }) => what).join('; ')}`,
      ];
    }),
  );
}

/** The findings of a page, as Markdown. */
export function pageTable({ findings }: Result): string {
  const rows = findings.map((one) => `| ${one.what} | ${measuredText(one)} | ${targetText(one)} |`);
  return ['| measured | value | expected |', '|---|--:|---|', ...rows].join('\n');
}
